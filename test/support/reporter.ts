import Mocha from 'mocha';
import { reasonOf } from './skip.ts';

/** A dot a test; then failures in full, the slowest tests, what was skipped and why, and the count as the last line. */
const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } = Mocha.Runner.constants;
const slow = 3_000;
const shown = 10;

export default class Reporter extends Mocha.reporters.Base {
  readonly #passed: Mocha.Test[] = [];
  readonly #skipped: Mocha.Test[] = [];
  #column = 0;

  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.on(EVENT_TEST_PASS, (test) => {
      this.#passed.push(test);
      this.#mark('.');
    });
    runner.on(EVENT_TEST_PENDING, (test) => {
      this.#skipped.push(test);
      this.#mark(',');
    });
    runner.on(EVENT_TEST_FAIL, () => this.#mark('!'));
    runner.once(EVENT_RUN_END, () => this.#tell());
  }

  #mark(sign: string): void {
    if (this.#column++ % 100 === 0) print('\n  ');
    print(sign);
  }

  #tell(): void {
    print('\n');
    const { passes, failures, pending, duration = 0 } = this.stats;
    if (this.failures.length > 0) Mocha.reporters.Base.list(this.failures);
    this.#tellSlow();
    this.#tellSkipped();
    print(`\n${(duration / 1000).toFixed(1)} s\n${passes} passed, ${failures} failed, ${pending} skipped\n`);
  }

  #tellSlow(): void {
    const found = this.#passed.filter(({ duration = 0 }) => duration > slow);
    if (found.length === 0) return;
    print(`\nSlow:\n`);
    const slowest = found.sort((one, other) => (other.duration ?? 0) - (one.duration ?? 0)).slice(0, shown);
    for (const test of slowest) print(`  ${((test.duration ?? 0) / 1000).toFixed(1)} s  ${test.fullTitle()}\n`);
  }

  /** One line a reason, for as many tests as it left out. */
  #tellSkipped(): void {
    if (this.#skipped.length === 0) return;
    print('\nSkipped:\n');
    for (const [why, tests] of Map.groupBy(this.#skipped, (test) => reasonOf(test.fullTitle()))) {
      print(`  ${why} (${tests.length})\n`);
      for (const test of tests) print(`    ${test.fullTitle()}\n`);
    }
  }
}

const print = (text: string) => void process.stdout.write(text);

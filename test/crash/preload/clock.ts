import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** The process's wall clock is off by as many milliseconds as the file `CLOCK_OFF` says: at its start, and after SIGHUP. */
const { CLOCK_OFF: file = '' } = process.env;
let off = 0;
const read = () => {
  off = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  writeFileSync(`${file}.${process.pid}`, String(off)); // so that whoever turned it knows
};

if (file !== '') {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given: ConstructorParameters<typeof Date> | []) {
      if (given.length === 0) super(Real.now() + off);
      else super(...(given as ConstructorParameters<typeof Date>));
    }
    static override now(): number {
      return Real.now() + off;
    }
    static override [Symbol.hasInstance](it: unknown): boolean {
      return it instanceof Real;
    }
  } as DateConstructor;
  read();
  process.on('SIGHUP', read);
}

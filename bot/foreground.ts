/**
 * Answers before work: what is done in the background lets those pass whom somebody waits for. Between two of its steps
 * it waits until nobody is being answered, but never longer than a moment: under constant load it goes on, slower.
 */
export interface Foreground {
  /** The same port, whose calls somebody waits for. Calls give promises; what is no function stays as it is. */
  prompt<P extends object>(port: P): P;
  /** The same port, each of whose calls first lets the prompt ones pass, for so many milliseconds at most. */
  yielding<P extends object>(port: P, patienceMs?: number): P;
}

/** How long one step of the work waits at most unless told otherwise, in milliseconds. */
const usualPatienceMs = 200;

export function createForeground(): Foreground {
  let answers = 0;
  let steps: (() => void)[] = [];
  let letting = false;
  const together = new Map<number, Promise<void>>();

  /** One step, then another look: all at once would keep the next answer waiting. */
  function letPass(): void {
    letting = false;
    if (answers > 0) return;
    steps.shift()?.();
    if (steps.length > 0) soon();
  }
  function soon(): void {
    if (letting) return;
    letting = true;
    setImmediate(letPass);
  }
  /** What is asked side by side is one step: the directory takes it as one call. */
  function quiet(patienceMs: number): Promise<void> | null {
    if (answers === 0 && steps.length === 0) return null;
    const known = together.get(patienceMs);
    if (known !== undefined) return known;
    const turn = turnToCome(patienceMs);
    together.set(patienceMs, turn);
    queueMicrotask(() => together.delete(patienceMs));
    return turn;
  }
  function turnToCome(patienceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        steps = steps.filter((step) => step !== go);
        resolve();
      };
      const timer = setTimeout(go, patienceMs);
      steps.push(go);
      if (answers === 0) soon();
    });
  }

  async function prompt(act: () => unknown): Promise<unknown> {
    answers++;
    try {
      return await act();
    } finally {
      answers--;
      if (answers === 0 && steps.length > 0) soon();
    }
  }
  return {
    prompt: (port) => around(port, prompt),
    yielding: (port, patienceMs = usualPatienceMs) =>
      around(port, async (act) => {
        await quiet(patienceMs);
        return act();
      }),
  };
}

/** The port with `call` around each of its functions. */
function around<P extends object>(port: P, call: (act: () => unknown) => Promise<unknown>): P {
  const wrapped = Object.entries(port).map(([name, own]: [string, unknown]) => {
    if (typeof own !== 'function') return [name, own] as const;
    return [name, (...given: unknown[]) => call(() => own.apply(port, given))] as const;
  });
  return Object.fromEntries(wrapped) as P;
}

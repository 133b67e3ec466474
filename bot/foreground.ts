/**
 * Answers before work: what is done in the background lets those pass whom somebody waits for. Between two of its steps
 * it waits until nobody is being answered, but never longer than a moment: under constant load it goes on, slower.
 */
export interface Foreground {
  /** The same port, whose calls somebody waits for. Calls give promises; what is no function stays as it is. */
  prompt<P extends object>(port: P): P;
  /** The same port, each of whose calls first lets the prompt ones pass. */
  yielding<P extends object>(port: P): P;
}

/** How long one step of the work waits at most, in milliseconds. */
const patience = 200;

export function createForeground(): Foreground {
  let answers = 0;
  let steps: (() => void)[] = [];
  let letting = false;
  let together: Promise<void> | null = null;

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
  function quiet(): Promise<void> | null {
    if (answers === 0 && steps.length === 0) return null;
    if (together === null) {
      together = turnToCome();
      queueMicrotask(() => {
        together = null;
      });
    }
    return together;
  }
  function turnToCome(): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        steps = steps.filter((step) => step !== go);
        resolve();
      };
      const timer = setTimeout(go, patience);
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
  async function yielding(act: () => unknown): Promise<unknown> {
    await quiet();
    return act();
  }
  return { prompt: (port) => around(port, prompt), yielding: (port) => around(port, yielding) };
}

/** The port with `call` around each of its functions. */
function around<P extends object>(port: P, call: (act: () => unknown) => Promise<unknown>): P {
  const wrapped = Object.entries(port).map(([name, own]: [string, unknown]) => {
    if (typeof own !== 'function') return [name, own] as const;
    return [name, (...given: unknown[]) => call(() => own.apply(port, given))] as const;
  });
  return Object.fromEntries(wrapped) as P;
}

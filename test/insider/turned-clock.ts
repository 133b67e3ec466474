/** The wall clock of this process, turned: of the bot, its libraries and the twin alike. Timers keep the real time. */
export interface TurnedClock {
  turn(ms: number): void;
  restore(): void;
}

export function turnClock(): TurnedClock {
  const Real = Date;
  let off = 0;
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
  return {
    turn(ms) {
      off += ms;
    },
    restore() {
      globalThis.Date = Real;
    },
  };
}

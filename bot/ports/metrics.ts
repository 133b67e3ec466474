/** Figures for the operator. Labels hold codes and kinds only: never an id, never what a person wrote. */
export interface Metrics {
  /** One more of it. */
  count(name: string, labels?: Readonly<Record<string, string>>): void;
  /** It took so many milliseconds. */
  time(name: string, ms: number, labels?: Readonly<Record<string, string>>): void;
}

/** What was sent during one step, by whom: what was decided must be in it. */
export interface Step {
  readonly from: number;
  readonly sent: Map<string, string[]>;
  /** The words of the card on which somebody pressed a button as it was, by person and request. */
  readonly shown: Map<string, string>;
  /** The group that an honest member has asked for. */
  readonly meant: Map<string, string>;
}

/** A step that begins at this instant (ms since 1970). */
export const newStep = (from: number): Step => ({
  from,
  sent: new Map(),
  shown: new Map(),
  meant: new Map(),
});

import { createRequire } from 'node:module';

interface Event {
  readonly message: string;
}
interface Context {
  readonly eventCount: number;
  getEventAt(index: number): Event;
}
/** As much of it as is used here: its own types drag its sources into our compilation. */
interface Library {
  readonly Versions: { readonly v1_5: unknown };
  readonly SerializationContext: new (version: unknown) => Context;
  readonly AdaptiveCard: new () => {
    parse(card: unknown, context: Context): void;
    validateProperties(): { readonly validationEvents: readonly Event[] };
  };
}

/** Microsoft's own library; its package offers Node no ES modules, so its browser bundle is taken. */
const library = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Library;

/**
 * Parses a card for version 1.5 and returns what the library complains of. One thing is left out: the library counts
 * `choices.data` as 1.6, while Teams documents it for 1.2 and later ("People Picker in Adaptive Cards").
 */
export function complaints(card: object): readonly string[] {
  const context = new library.SerializationContext(library.Versions.v1_5);
  const parsed = new library.AdaptiveCard();
  parsed.parse(JSON.parse(JSON.stringify(card)), context);
  const during = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const after = parsed.validateProperties().validationEvents.map(({ message }) => message);
  return [...during, ...after].filter((message) => !message.startsWith('Property "choices.data" is supported'));
}

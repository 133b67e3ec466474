import { cutOf } from './cut.ts';
import { hintOf } from './hints.ts';
import { type Context, type IntentName, nothing, type Understood } from './intent.ts';
import { readings } from './lines.ts';
import { type Longer, longerNames, readWith } from './longer.ts';
import { mayHoldMore, type Parsed, parse } from './parse.ts';
import { mayBeSeveral, several } from './several.ts';
import { type Token, tokenize } from './tokens.ts';

/** A sentence that is longer than this before its reason begins is asked back. */
const tokenLimit = 72;

/**
 * A sentence in English or Dutch → what it means, as far as its words say.
 * @param text as typed, any length; `<at>Name</at>` for mentions
 * @param context now and the asker's zone, for dates; the locale only breaks ties
 * @returns `unknown` whenever in doubt, then with a draft of what could be read; never throws on any text
 */
export function understand(text: string, context: Context): Understood {
  const [first, second] = understandAll(text, context);
  return second || !first ? { ...nothing, hint: 'deciding' } : first;
}

/** As `understand`, but a sentence that decides on several requests comes back as one meaning for each. */
export function understandAll(text: string, context: Context): readonly Understood[] {
  return read(text, context).said;
}

/** A text as it is understood: as one sentence, or as several decisions. */
interface Read {
  readonly said: readonly Understood[];
  readonly sentence: One | null;
}

function read(text: string, context: Context): Read {
  const says = (line: string) =>
    all(line, context).said.some(({ intent }) => intent !== 'unknown' && intent !== 'greeting');
  const [first = text, ...others] = readings(text, says);
  const found = all(first, context);
  // A list of several sentences is not one with a long reason.
  if (first !== text && first.includes('\n') && first.split('\n').filter(says).length > 1) return decidesAll(found);
  if (found.said.some(({ intent }) => intent !== 'unknown')) return found;
  return others.map((other) => all(other, context)).find(({ said: [one] }) => one?.intent !== 'unknown') ?? found;
}

/** Several decisions of a list are taken one by one; of other sentences none is picked. */
function decidesAll({ said }: Read): Read {
  const decided = said.every(({ intent, id }) => id !== null && (intent === 'approve' || intent === 'deny'));
  return { said: decided ? said : [nothing], sentence: null };
}

function all(text: string, context: Context): Read {
  const many = manyOf(text, context);
  if (many) return { said: many, sentence: null };
  const sentence = one(text, context);
  return { said: [sentence.said], sentence };
}

function manyOf(text: string, context: Context): readonly Understood[] | null {
  if (!mayBeSeveral(text)) return null;
  const { tokens, whole } = tokenize(text, tokenLimit);
  const found = whole ? several(text, tokens, context, (part) => one(part, context).said) : null;
  return found?.length === 0 ? [{ ...nothing, hint: 'deciding' }] : found;
}

/** What a sentence means, and whether it may be about something else. */
export interface Meant {
  readonly said: Understood;
  /** The longer name that was perhaps meant, where the rest of it was taken for a reason and a right would be lost by it. */
  readonly cut: Longer | null;
}

/** A sentence as `understandAll` takes it, and the longer names that it may hold. */
export interface Hearing {
  readonly meant: readonly Meant[];
  /** Longest first; each is only a name if there is somebody or something of that name. */
  readonly longer: readonly Longer[];
  /** The sentence with these of the longer names taken whole; null where that makes no sentence. */
  readonly with: (names: readonly Longer[]) => Meant | null;
}

export function hear(text: string, context: Context): Hearing {
  const { said: all, sentence } = read(text, context);
  if (!sentence) return { meant: all.map((said) => ({ said, cut: null })), longer: [], with: () => null };
  const { tokens, base, said } = sentence;
  const given = { text: sentence.text, whole: sentence.whole, context };
  const wide = base.understood.intent === 'unknown' ? widely(sentence, context) : null;
  const bases = wide ? [base, wide] : [base];
  const longer = longerNames(tokens, bases, said, given);
  return {
    meant: [tell(said, cutOf(tokens, base, longer))],
    longer,
    with(names) {
      const whole = readWith(tokens, bases, names, given);
      if (!whole) return null;
      const { understood } = whole.parsed;
      const more = longerNames(whole.tokens, [whole.parsed], understood, given);
      return tell(understood, cutOf(whole.tokens, whole.parsed, more));
    },
  };
}

/** Where nothing but the longer name is named, it is what was meant, if anything. */
function tell(said: Understood, cut: Longer | null): Meant {
  return cut !== null && said[cut.field].length === 0 ? { said: cut.said, cut: null } : { said, cut };
}

interface One {
  readonly text: string;
  readonly said: Understood;
  readonly base: Parsed;
  readonly tokens: readonly Token[];
  readonly whole: boolean;
}

const outcome =
  /\s(?:approved|accepted|granted|denied|rejected|declined|refused|ok|okay|goedgekeurd|akkoord|oké|oke|afgewezen|afgekeurd|geweigerd)(?:\s+(?:yet|already|al))?\s*\?/iu;

/** "K7QF approved?" asks how it stands with a request and decides nothing. */
function asksOutcome(text: string, { intent, id }: Understood): boolean {
  return (intent === 'approve' || intent === 'deny') && id !== null && outcome.test(text);
}

function one(text: string, context: Context): One {
  const { tokens, whole } = tokenize(text, tokenLimit);
  const base = parse(tokens, { text, whole, context, wide: false });
  const heard = { text, base, tokens, whole };
  const meant = base.understood;
  if (asksOutcome(text, meant)) return { ...heard, said: { ...nothing, intent: 'mine', id: meant.id } };
  if (meant.intent !== 'unknown') return { ...heard, said: meant };
  const said = { ...meant, hint: hintOf(text, meant) };
  const asked = said.hint === null && mayHoldMore(tokens) ? widely(heard, context) : null;
  return { ...heard, said: asked && reads.has(asked.understood.intent) ? asked.understood : said };
}

/** What only asks, and is answered also with "there is no such name". */
const reads: ReadonlySet<IntentName> = new Set(['who', 'what', 'audit']);

/** What a sentence means whose names hold words and marks of the grammar. */
function widely({ text, tokens, whole }: Omit<One, 'said'>, context: Context): Parsed | null {
  const parsed = parse(tokens, { text, whole, context, wide: true });
  return parsed.understood.intent === 'unknown' ? null : parsed;
}

import type { Context, Understood } from './intent.ts';
import { isRequestId, times } from './sentence.ts';
import type { Token } from './tokens.ts';

/** Several requests decided in one sentence: "approve K7QF and J4F4, deny B2C3 because she left". */

const words = (text: string) => new Set(text.split(' '));
const joins = words('and & + plus en , /');
const cuts = words('and & + plus en but maar , ; .');
/** "Both K7QF and J4F4": says nothing more than the list itself. */
const both = words('both all beide allebei alle');
const decisions = words('approve deny cancel revoke');
const mostIds = 10;
/** Readings that may be tried; each costs as much as a sentence. */
const mostTries = 24;

/** Two words that look like ids, quickly told; nearly every sentence ends here. */
const twoIds = /(?:\b(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{4,12}\b.*?){2}/is;

export const mayBeSeveral = (text: string): boolean => twoIds.test(text);

/** Ids with nothing but "and" between them, by the places of the first and the last token. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly ids: readonly string[];
}

/**
 * @param read what one sentence means
 * @returns what is decided on each request, in the order of the text, none where it contradicts itself; null unless all of it is certain
 */
export function several(
  text: string,
  tokens: readonly Token[],
  context: Context,
  read: (text: string) => Understood,
): readonly Understood[] | null {
  const all = runs(tokens, context);
  const ids = all.flatMap((run) => run.ids);
  if (ids.length < 2 || ids.length > mostIds) return null;
  let tries = 0;
  /** The sentence from one token up to another, which holds one run only. */
  const one = (from: number, to: number, run: Run): readonly Understood[] | null => {
    if (++tries > mostTries) return null;
    const [first, last] = [tokens[run.from] as Token, tokens[run.to] as Token];
    const lead = both.has(tokens[run.from - 1]?.key ?? '') && run.ids.length > 1 ? run.from - 1 : run.from;
    const head = text.slice(tokens[from]?.start, tokens[lead]?.start);
    const said = read(`${head}${text.slice(first.start, first.end)}${text.slice(last.end, tokens[to - 1]?.end)}`);
    return decisions.has(said.intent) && said.id === run.ids[0] ? run.ids.map((id) => ({ ...said, id })) : null;
  };
  const split = (from: number, [run, ...others]: readonly Run[]): readonly Understood[] | null => {
    const next = others[0];
    if (!run || !next) return run ? one(from, tokens.length, run) : null;
    for (let at = run.to + 1; at < next.from; at++) {
      if (!cuts.has(tokens[at]?.key ?? '')) continue;
      let begin = at + 1;
      while (begin < next.from && cuts.has(tokens[begin]?.key ?? '')) begin++;
      const left = one(from, at, run);
      const right = left && split(begin, others);
      if (left && right) return [...left, ...right];
    }
    return null;
  };
  const found = split(0, all);
  return found && (new Set(ids).size === ids.length ? found : []);
}

function runs(tokens: readonly Token[], context: Context): readonly Run[] {
  const terms = [...times(tokens, context)];
  const inTime = (at: number) => terms.some(([from, { end }]) => at >= from && at < end);
  const found: Run[] = [];
  tokens.forEach(({ kind, key }, at) => {
    if (kind !== 'word' || !isRequestId(key) || inTime(at)) return;
    const last = found.at(-1);
    const id = key.toUpperCase();
    const joined = last && tokens.slice(last.to + 1, at).every((token) => joins.has(token.key));
    if (joined) found.splice(-1, 1, { ...last, to: at, ids: [...last.ids, id] });
    else found.push({ from: at, to: at, ids: [id] });
  });
  return found;
}

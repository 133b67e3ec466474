import type { Language } from './language.ts';
import type { Token } from './tokens.ts';

const lookahead = 10;

/** Commas after which not another name follows but a remark: ", campaign launch", ", Patti is ziek". */
export function remarks(
  tokens: readonly Token[],
  language: Language,
  inTime: readonly boolean[],
  cased: boolean,
  particles: ReadonlySet<string>,
): Set<number> {
  const found = new Set<number>();
  tokens.forEach((token, at) => {
    if (token.kind === 'punct' && token.key === ',' && isRemark(at + 1)) found.add(at);
  });
  return found;

  function isRemark(from: number): boolean {
    const { names, hard, connectives, cluster } = language;
    let joined = false;
    let at = from;
    for (; at < Math.min(tokens.length, from + lookahead); at++) {
      const { kind, key, capital } = tokens[at] as Token;
      if (kind === 'punct' || inTime[at]) break;
      if (kind !== 'word' || capital) continue;
      if (names.and.has(key)) joined = true;
      else if (names.me.has(key) && (at === from || names.and.has(tokens[at - 1]?.key ?? ''))) continue;
      else if (at > from && connectives.has(key)) break;
      else if (joined && cluster.has(key)) break;
      else if (hard.has(key) && !names.articles.has(key)) return true;
      else if (cased && small(key) && !particles.has(key) && !names.articles.has(key) && !names.groupWords.has(key))
        return true;
    }
    return !cased && !joined && tokens[at]?.key !== ',' && at - from > 1;
  }
}

/** Begins with a small letter, in a script that has capitals. */
const small = (key: string) => /^\p{Ll}/u.test(key);

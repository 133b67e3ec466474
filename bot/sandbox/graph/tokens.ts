import { GraphFault } from './fault.ts';

export type Token =
  | { readonly is: 'word'; readonly text: string }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'mark'; readonly text: '(' | ')' | ',' | ':' };

const pattern = /\s*(?:'((?:[^']|'')*)'|([A-Za-z0-9_/.@-]+)|([(),:]))/y;

/** Cuts an OData filter into words, quoted text (doubled quotes undone) and marks. */
export function tokens(filter: string): readonly Token[] {
  const found: Token[] = [];
  pattern.lastIndex = 0;
  while (filter.slice(pattern.lastIndex).trim() !== '') {
    const at = pattern.lastIndex;
    const match = pattern.exec(filter);
    if (match === null) throw new GraphFault(400, 'BadRequest', `Syntax error at position ${at} in '${filter}'.`);
    const [, quoted, word, mark] = match;
    if (quoted !== undefined) found.push({ is: 'text', text: quoted.replaceAll("''", "'") });
    else if (word !== undefined) found.push({ is: 'word', text: word });
    else found.push({ is: 'mark', text: mark as '(' | ')' | ',' | ':' });
  }
  return found;
}

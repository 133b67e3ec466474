import { h } from './dom.ts';

const marks =
  /\*\*(?<bold>[^*]+)\*\*|\[(?<title>[^\]]+)\]\((?<url>https?:\/\/[^\s)]+)\)|(?<![\p{L}\d_])_(?<italic>[^_]+)_(?![\p{L}\d_])/gu;

/** The few marks that Teams shows in a card's texts (bold, italic, links), made of elements, never of HTML. */
export function showMarks(card: HTMLElement): void {
  for (const block of card.querySelectorAll('.ac-textBlock')) {
    for (const node of [...block.childNodes]) if (node instanceof Text) node.replaceWith(...marked(node.data));
  }
}

function marked(text: string): Node[] {
  const nodes: Node[] = [];
  let from = 0;
  for (const match of text.matchAll(marks)) {
    nodes.push(document.createTextNode(text.slice(from, match.index)), element(match.groups ?? {}));
    from = match.index + match[0].length;
  }
  return [...nodes, document.createTextNode(text.slice(from))];
}

function element({ bold, italic, title, url }: Record<string, string | undefined>): Node {
  if (bold) return h('strong', {}, bold);
  if (italic) return h('em', {}, italic);
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, title);
}

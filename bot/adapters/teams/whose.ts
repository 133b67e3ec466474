import { z } from 'zod';
import { parseClean } from '../../domain/text.ts';
import type { Incoming } from './activity.ts';
import { decode, readHtml, tidy } from './html.ts';

/** The words of a message, still with all mentions in them: the sender's own, and somebody else's. */
export interface Spoken {
  readonly own: string;
  readonly others: { readonly how: 'quoted' | 'passedOn'; readonly text: string } | null;
}

/** HTML that says more than the text beside it: whose the words are, or which are items of a list. */
const telling = /<(?:blockquote|ol|ul)\b|copy-paste-block/i;
/** What stands in the text for something attached: a quoted message, a reference ("Quoted replies", Teams SDK). */
const marker = /<quoted\b[^<>]{0,200}>|<attachment\b[^<>]{0,200}>(?:[^<>]{0,200}<\/attachment>)?/gi;

const openTag = /<at\s[^<>]{0,200}>/gi;
/** Mentions without their attributes. */
export const plainTags = (text: string) => text.replace(openTag, '<at>');

/**
 * Reads whose the words are. A forwarded message stands in the text like a typed one: only the HTML beside it tells
 * (`text/html`, sent along with every message), or a reference.
 */
export function readSpoken({ text = '', attachments = [], entities = [] }: Incoming): Spoken {
  const html = attachments.find(({ contentType }) => contentType === 'text/html')?.content;
  const source = [html, text].find((each) => typeof each === 'string' && telling.test(each));
  const typed = tidy(decode(plainTags(text.replace(marker, ' '))));
  const words = typeof source === 'string' ? readHtml(source) : { ...byLines(typed), quoted: '' };
  const passedOn = words.passedOn || forwarded(attachments);
  if (passedOn !== '') return { own: words.own, others: { how: 'passedOn', text: passedOn } };
  const refers =
    text.search(marker) >= 0 ||
    entities.some(({ type }) => type === 'quotedReply') ||
    attachments.some(({ contentType }) => contentType === 'messageReference');
  const quotes = words.quoted !== '' || refers;
  return { own: words.own, others: quotes ? { how: 'quoted', text: words.quoted } : null };
}

const reference = z.object({
  originalMessageContent: z.string().optional(),
  messagePreview: z.string().nullish(),
});

/** The text of a forwarded message that is only referred to (Microsoft Graph, `forwardedMessageReference`). */
function forwarded(attachments: NonNullable<Incoming['attachments']>): string {
  const found = attachments.find(({ contentType }) => contentType === 'forwardedMessageReference');
  if (found === undefined) return '';
  const { data } = reference.safeParse(typeof found.content === 'string' ? parsed(found.content) : found.content);
  const words = readHtml(data?.originalMessageContent ?? data?.messagePreview ?? '');
  return [words.own, words.passedOn].filter((text) => text !== '').join('\n') || '…';
}

function parsed(json: string): unknown {
  try {
    return parseClean(json);
  } catch {
    return null; // a reference that says nothing
  }
}

/** "[10:12] Alex Wilber" above or before the words, as Teams copies a message; the head of a copied mail. */
const copied = /^\[[^\]\n]{0,30}\d[:.]\d\d[^\]\n]{0,12}\] ?[^\n:]{1,80}(?:\n|: )/;
const mailHead = /^(?:from|van): [^\n]*\n(?:(?:sent|verzonden|date|datum|to|aan|cc|subject|onderwerp): [^\n]*\n)+/i;
const quotedLine = /^>+ ?/;

/** Somebody else's words in a plain text. */
function byLines(text: string): { readonly own: string; readonly passedOn: string } {
  const head = copied.exec(text) ?? mailHead.exec(text);
  if (head !== null) return { own: '', passedOn: text.slice(head[0].length) };
  const lines = text.split('\n');
  const [quoted, own] = [true, false].map((is) => lines.filter((line) => quotedLine.test(line) === is));
  const passedOn = (quoted ?? []).map((line) => line.replace(quotedLine, '')).join('\n');
  return { own: (own ?? []).join('\n'), passedOn };
}

import type { Json } from '../connector/rooms.ts';

/** How Teams spells a message: as plain text, and beside it as HTML (`text/html`), which alone shows whose words they are. */

/** Somebody who is mentioned. */
export interface Mentioned {
  readonly id: string;
  readonly name: string;
}

/** A message that another one quotes or forwards. */
export interface Original {
  readonly id: string;
  readonly from: Mentioned;
  readonly text: string;
}

export interface Wording {
  readonly text: string;
  /** Another message is forwarded with it: it stands in the text as if it had been typed. */
  readonly forwarded?: Original | undefined;
  /** A reply to another message, with a piece of that above it. */
  readonly quoted?: Original | undefined;
  /** The text was copied from elsewhere. */
  readonly pasted?: boolean | undefined;
}

/** Text, attachments and the entities of a quotation, as one message carries them. */
export function worded({ text, forwarded, quoted, pasted = false }: Wording, mentioned: readonly Mentioned[]): Json {
  const block = pasted ? ' itemprop="copy-paste-block"' : '';
  const own = text === '' ? '' : `<p${block}>${marked(text, mentioned)}</p>`;
  const content = quoted
    ? `${quotation(quoted)}\n${own}`
    : forwarded
      ? `${own}\n<blockquote itemtype="http://schema.skype.com/Forward">\n<p>${html(forwarded.text)}</p>\n</blockquote>`
      : own;
  const passedOn = forwarded ? [text, forwarded.text].filter((part) => part !== '').join('\r\n\r\n') : text;
  return {
    text: quoted ? `<quoted messageId="${quoted.id}"/>\n${text}` : passedOn,
    textFormat: 'plain',
    attachments: [{ contentType: 'text/html', content }],
    entities: quoted ? [quotedReply(quoted)] : [],
  };
}

const short = (text: string) => (text.length > 100 ? `${[...text].slice(0, 100).join('')}…` : text);

function quotation({ id, from, text }: Original): string {
  return (
    `<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="${id}">\n` +
    `<strong itemprop="mri" itemid="${html(from.id)}">${html(from.name)}</strong>` +
    `<span itemprop="time" itemid="${id}"></span>\n<p itemprop="preview">${html(short(text))}</p>\n</blockquote>`
  );
}

function quotedReply({ id, from, text }: Original): object {
  const quotedReply = { messageId: id, senderId: from.id, senderName: from.name, preview: short(text), time: id };
  return { type: 'quotedReply', quotedReply };
}

/** Mentions are numbered spans in the HTML. */
function marked(text: string, mentioned: readonly Mentioned[]): string {
  return mentioned.reduce(
    (all, { name }, at) => {
      const span = `<span itemtype="http://schema.skype.com/Mention" itemscope="" itemid="${at}">${html(name)}</span>`;
      return all.replace(html(`<at>${name}</at>`), () => span);
    },
    html(text).replaceAll('\n', '<br>'),
  );
}

const html = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

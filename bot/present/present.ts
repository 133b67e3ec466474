import type { Message } from '../ports/messenger.ts';
import { desk } from './desk.ts';
import { sentence } from './texts.ts';
import type { Reader, View } from './view.ts';
import { audit, story } from './views/audit.ts';
import { same, which, whichRight } from './views/choices.ts';
import { form } from './views/form.ts';
import { help, welcome } from './views/help.ts';
import { what, who } from './views/lists.ts';
import { news } from './views/news.ts';
import { policy } from './views/policy.ts';
import { mine, requests } from './views/requests.ts';
import { more } from './views/waiting.ts';

export { sentence } from './texts.ts';

/**
 * A view → the message that shows it to this reader: an Adaptive Card of version 1.5 (at most 25 KB) with its fallback
 * text, or plain text for a notice. Pure but for the templates and texts that are read once.
 */
export function present(view: View, reader: Reader): Message {
  const at = desk(reader, view);
  switch (view.view) {
    case 'requests':
      return requests(at, view);
    case 'news':
      return news(at, view);
    case 'more':
      return more(at, view);
    case 'mine':
      return mine(at, view);
    case 'which-right':
      return whichRight(at, view);
    case 'which':
      return which(at, view);
    case 'same':
      return same(at, view);
    case 'form':
      return form(at, view);
    case 'policy':
      return policy(at, view);
    case 'who':
      return who(at, view);
    case 'what':
      return what(at, view);
    case 'audit':
      return audit(at, view);
    case 'story':
      return story(at, view);
    case 'help':
      return help(at, view);
    case 'welcome':
      return welcome(at, view);
    case 'notices':
      return plain(
        view.notices.map(({ notice, args }) => sentence(notice, args, reader.locale, reader.zone)).join('\n'),
      );
    case 'notice':
      return plain(sentence(view.notice, view.args, reader.locale, reader.zone));
  }
}

const plain = (text: string): Message => ({ text, card: null, summary: text });

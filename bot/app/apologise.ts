import { Fault } from '../ports/faults.ts';
import type { Sent } from '../ports/messenger.ts';
import type { Notice } from '../present/notice.ts';
import { present } from '../present/present.ts';
import { type Context, notice, type Replies } from './command.ts';
import { type Answer, NotAnswered, type Turn } from './turn.ts';

function codeOf(error: unknown): string {
  if (error instanceof Fault) return error.code;
  return error instanceof NotAnswered ? 'not-answered' : 'unexpected';
}

/** Runs a command; a fault becomes what is `told`, and a line in the log. */
export async function orSorry(
  { deps, turn, speaker }: Context,
  act: () => Promise<Replies>,
  told: (code: string) => Replies,
): Promise<Replies> {
  try {
    return await act();
  } catch (error) {
    const code = codeOf(error);
    deps.log.error('turn-failed', { correlation: turn.correlation, person: speaker.id, kind: turn.kind, code, error });
    return told(code);
  }
}

/** What a person is told of a fault: whose it is, and that nothing was changed. `what`: the verb or the intent. */
export function sorry({ correlation }: Turn, what: string, code: string): Replies {
  // Whoever is refused is refused again: only what is away comes back by itself.
  const lasting = (['directory-refused', 'directory-forbidden'] as const).find((one) => one === code);
  const away: Notice = /^(approve|deny)/.test(what) ? 'directory-unavailable-decide' : 'directory-unavailable';
  const directory = lasting ?? away;
  const other: Notice = code.startsWith('exchange') ? 'exchange-unavailable' : 'fault';
  return notice(code.startsWith('directory') ? directory : other, { code: correlation.slice(0, 8) });
}

/**
 * The answer to a turn that was not taken: a fault stood before the command. Needs neither store nor directory. Throws
 * `NotAnswered` when this cannot be sent either, or nobody waits for words.
 */
export async function notTaken({ deps, turn, speaker, reader }: Context, error: unknown): Promise<Answer> {
  const { correlation, kind, place } = turn;
  deps.log.error('turn-not-taken', { correlation, person: speaker.id, kind, code: codeOf(error), error });
  if (kind === 'search') return { kind: 'choices', choices: [] };
  if (kind === 'met') throw new NotAnswered(error);
  const args = { code: correlation.slice(0, 8) };
  const message = present({ view: 'notice', notice: 'not-taken', args }, reader);
  if (kind === 'action' && turn.via === 'invoke') return { kind: 'sentence', text: message.text ?? message.summary };
  const sent = await deps.messenger.send(place, message);
  if (isLost({ deps, turn }, sent)) throw new NotAnswered(error);
  return { kind: 'none' };
}

/** Was it not sent, and may be later? Says so in the log, with the true cause: the bot's own identity is one. */
export function isLost({ deps, turn }: Pick<Context, 'deps' | 'turn'>, sent: Sent): boolean {
  if ('sent' in sent) return false;
  const code = 'unreachable' in sent ? sent.unreachable : (sent.why ?? 'throttled');
  deps.log.warn('answer-not-sent', { correlation: turn.correlation, code, kind: 'bot' });
  return 'retryAt' in sent;
}

import type { Log } from '../../ports/log.ts';
import { noteChange } from '../../ports/story.ts';
import { isWrite } from './cmdlets.ts';
import { shortName } from './refusals.ts';
import type { Failure, Page } from './reply.ts';
import type { Answer, Call, Sent } from './transport/post.ts';

/**
 * One line for what became of a call, in the story of whoever asked: to be written behind the queue, in which stories
 * mix. Who was given the answer to another's same question names the call that was really sent.
 */
export function tell(log: Log | undefined, call: Call, answer: Answer | Failure, read: Page | Failure): void {
  const outcome = 'failed' in read ? read.failed : 'done';
  const sent = 'sent' in answer ? answer.sent : undefined;
  if (sent === undefined) {
    log?.debug('exchange.not-sent', { cmdlet: call.kind, outcome });
    return;
  }
  const status = 'failed' in answer ? {} : { status: answer.status };
  const fields = { cmdlet: call.kind, outcome, ...status, ...idsOf(sent) };
  if (isWrite(call.kind)) noteChange({ cmdlet: call.kind, clientRequestId: sent.id });
  if ('failed' in answer)
    log?.warn('exchange.lost', { ...fields, ...(answer.failed === 'lost' && { error: answer.cause }) });
  else log?.debug(sent.id === call.id ? 'exchange.call' : 'exchange.shared', fields);
  if (!('failed' in answer) && 'failed' in read) log?.warn('exchange.failed', { ...fields, code: exceptionOf(read) });
}

/** Exchange's own name for what went wrong, where it gave one. */
const exceptionOf = (read: Failure) => ('type' in read && read.type ? shortName(read.type) : read.failed);

const idsOf = ({ id, batch, ms }: Sent) => ({ clientRequestId: id, ms, ...(batch !== undefined && { batch }) });

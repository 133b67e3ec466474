/** What may be told of an error: its kind, its code, where it happened, and the same of its causes. */
export interface ErrorShown {
  readonly name: string;
  readonly code?: string;
  readonly at?: readonly string[];
  readonly cause?: ErrorShown;
}

const word = /^\w{1,60}$/;
const codeForm = /^[\w-]{1,60}$/;
/** A line of a stack: function and place, or place alone. Strict, since a message may hold lines of its own. */
const frame = /^\s+at (?:(?:async |new )?[\w.<>#$]+(?: \[as \w+\])? \()?((?:file:\/\/|node:)?[\w@+./-]+:\d+:\d+)\)?$/;
const mostFrames = 6;
const mostCauses = 4;

/** Anything thrown → what may be written of it. Never its message. */
export function describeError(error: unknown, depth = 1): ErrorShown {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code } = error as { code?: unknown };
  const at = frames(error);
  return {
    name: word.test(error.name) ? error.name : 'Error',
    ...(typeof code === 'string' && codeForm.test(code) ? { code } : {}),
    ...(at.length > 0 ? { at } : {}),
    ...(error.cause !== undefined && depth < mostCauses ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

function frames({ stack, message }: Error): string[] {
  const text = stack ?? '';
  const below = message && text.includes(message) ? text.slice(text.indexOf(message) + message.length) : text;
  return below
    .split('\n')
    .flatMap((line) => frame.exec(line)?.[1] ?? [])
    .slice(0, mostFrames);
}

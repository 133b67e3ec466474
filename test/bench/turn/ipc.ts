import type { ChildProcess } from 'node:child_process';

/** Questions of the bench to the processes that it measures. */

type Answers = Readonly<Record<string, (argument: number) => unknown>>;

/** In the child. */
export function answering(answers: Answers): void {
  process.on('message', async ({ id, ask, argument }: { id: number; ask: string; argument: number }) => {
    process.send?.({ id, answer: await answers[ask]?.(argument) });
  });
  process.send?.({ up: true });
}

/** Microseconds of CPU that this process has used in all its threads, and its resident memory in bytes. */
export const usage = {
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
};

let last = 0;

/** In the bench: asks a child and waits for its answer. */
export function ask<T>(child: ChildProcess, question: string, argument = 0): Promise<T> {
  const id = ++last;
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error(`a process of the bench ended before it answered ${question}`));
    const hear = (message: { readonly id?: number; readonly answer?: T }) => {
      if (message.id !== id) return;
      child.off('message', hear);
      child.off('exit', gone);
      resolve(message.answer as T);
    };
    child.on('message', hear);
    child.once('exit', gone);
    child.send({ id, ask: question, argument });
  });
}

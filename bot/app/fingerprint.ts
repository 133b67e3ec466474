import { createHash } from 'node:crypto';
import type { Message } from '../ports/messenger.ts';

/** What a message shows, in short: two that show the same have the same. */
export const fingerprint = (message: Message): string =>
  createHash('sha256')
    .update(JSON.stringify([message.text, message.card]))
    .digest('base64url')
    .slice(0, 22);

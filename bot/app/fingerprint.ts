import { hash } from 'node:crypto';
import type { Message } from '../ports/messenger.ts';

/** What a message shows, in short: two that show the same have the same. */
export const fingerprint = (message: Message): string =>
  hash('sha256', JSON.stringify([message.text, message.card]), 'base64url').slice(0, 22);

import { hash } from 'node:crypto';
import type { Message } from '../ports/messenger.ts';

/** What a message shows, in short: two that show the same have the same. */
export const fingerprint = (message: Message): string => fingerprintOf(JSON.stringify([message.text, message.card]));

/** A text in short: two of the same have the same. */
export const fingerprintOf = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);

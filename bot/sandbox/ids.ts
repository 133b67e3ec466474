import { createHash } from 'node:crypto';

/** A GUID that is the same for the same seed, on every start. */
export function guid(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A small number from a seed: which of several equally real renderings an object gets. */
export function pick(seed: string, of: number): number {
  return createHash('sha256').update(seed).digest().readUInt32BE(0) % of;
}

/** Is it a GUID, in any case? */
export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

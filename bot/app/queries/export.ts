import type { Audit } from '../../ports/store.ts';

/**
 * The audit as it is exported, oldest first: one record a line, as JSON of exactly the fields that are hashed. Whoever has
 * the lines can verify the chain. For who runs the store; throws Fault `store-unavailable` or `store-unreadable`.
 */
export async function* exportLines(audit: Pick<Audit, 'all'>): AsyncIterable<string> {
  for await (const record of audit.all()) yield `${JSON.stringify(record)}\n`;
}

import { createRequire } from 'node:module';
import { z } from 'zod';
import { builtInPolicy, type Policy } from '../domain/policy.ts';
import { readTerm } from '../domain/term.ts';

/** The library is loaded for those who have a policy of their own: it takes 12 MB. */
function parse(text: string): unknown {
  const { parse } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  return parse(text);
}

const duration = z
  .string()
  .refine((text) => readTerm(text, null, 'UTC') !== 'unreadable', 'is no ISO 8601 duration, such as P90D')
  .nullable()
  .optional();
/** Of requests in some time. */
const most = z.int().min(1).max(100_000);

const file = z.strictObject({
  membersOnly: z.boolean().optional(),
  openRequests: z.int().min(1).max(1000).optional(),
  longest: duration,
  restAfterDenial: duration,
  asks: z.strictObject({ perHour: most, perDay: most, perHourAfterDenials: most, denials: most }).partial().optional(),
  lookUps: z.int().min(100).max(1_000_000).optional(),
});

/** A policy file's YAML → the policy, with the built-in value for what it leaves out; or what is wrong with it, by path. */
export function readPolicy(yaml: string): { readonly policy: Policy } | { readonly problem: string } {
  try {
    const read = file.safeParse(parse(yaml) ?? {});
    if (read.success)
      return { policy: { ...builtInPolicy, ...read.data, asks: { ...builtInPolicy.asks, ...read.data.asks } } };
    const issues = read.error.issues.map(({ path, message }) => `${String(path[0] ?? 'the file')}: ${message}`);
    return { problem: issues.join('; ') };
  } catch {
    return { problem: 'it is no YAML' };
  }
}

import { z } from 'zod';

/** What is stored cannot be read: nothing may be decided on it. The message names fields, never what they hold. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}

/** What a value of one version becomes in the next. */
export type Upcast = (old: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** A schema for every field of T: the compiler finds a field that was added to T and forgotten here. */
export type Fields<T> = { [Field in keyof T]-?: z.ZodType<T[Field]> };

/**
 * A value of any version, after one upcast per step, as the schema of the present version has it. `upcasts[0]` makes version 2
 * of version 1, and so on. Throws `UnreadableError`. `what` names the value for the operator.
 */
export function readVersioned<T>(
  what: string,
  { v, ...value }: { readonly v: unknown; readonly [field: string]: unknown },
  { schema, upcasts }: { readonly schema: z.ZodType<T>; readonly upcasts: readonly Upcast[] },
): T {
  const isKnown = typeof v === 'number' && Number.isInteger(v) && v >= 1 && v <= upcasts.length + 1;
  if (!isKnown) throw new UnreadableError(`${what} has a version that this release does not know.`);
  const present = upcasts.slice(v - 1).reduce<Readonly<Record<string, unknown>>>((old, upcast) => upcast(old), value);
  const { success, data, error } = schema.safeParse(present);
  if (success) return data;
  const faults = error.issues.map(({ path, code, ...issue }) => {
    const more = 'keys' in issue ? issue.keys : [];
    return `${[...path, ...more].join('.')} (${code})`;
  });
  throw new UnreadableError(`${what} cannot be read: ${faults.join(', ')}.`);
}

const object = z.record(z.string(), z.unknown());

/** What a stored text holds; null where it is no JSON. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** The object that a stored text holds. Throws `UnreadableError` for anything else. */
export function readObject(what: string, json: string): Readonly<Record<string, unknown>> {
  const { success, data } = object.safeParse(parsed(json));
  if (!success) throw new UnreadableError(`${what} is stored as no object.`);
  return data;
}

/** The same as `readVersioned`, for JSON that is stored as a text. */
export function readJson<T>(what: string, json: string, how: Parameters<typeof readVersioned<T>>[2]): T {
  const { v, ...value } = readObject(what, json);
  return readVersioned(what, { ...value, v }, how);
}

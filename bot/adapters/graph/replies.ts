import { z } from 'zod';
import { type GroupId, parseGuid, type UserId } from '../../domain/ids.ts';
import type { Group, Person } from '../../ports/directory.ts';
import { Fault } from '../../ports/faults.ts';

/** What is asked of a person, everywhere. */
export const personFields =
  'id,displayName,userPrincipalName,mail,jobTitle,department,accountEnabled,userType,preferredLanguage';
export const groupFields = 'id,displayName,mail,groupTypes,mailEnabled,securityEnabled,visibility';

const guid = z.string().transform((text, context) => {
  const id = parseGuid(text);
  if (id !== null) return id;
  context.addIssue({ code: 'custom', message: 'no GUID' });
  return z.NEVER;
});
const text = z
  .string()
  .nullish()
  .transform((value) => value || null);

// accountEnabled and userType decide who may speak for whom: a reply without them is no reply.
const user = z.object({
  id: guid,
  displayName: text,
  userPrincipalName: z.string().min(1),
  mail: text,
  jobTitle: text,
  department: text,
  accountEnabled: z.boolean(),
  userType: z.string().nullable(),
  preferredLanguage: text,
});

const group = z.object({
  id: guid,
  displayName: text,
  mail: text,
  groupTypes: z.array(z.string()),
  mailEnabled: z.boolean(),
  securityEnabled: z.boolean(),
  visibility: text,
  hideFromAddressLists: z.boolean().nullish(),
});

const named = z.object({
  id: guid,
  displayName: text,
  givenName: text,
  surname: text,
  mail: text,
  userPrincipalName: text,
  proxyAddresses: z.array(z.string()).nullish(),
});

/** What a list query tells of a candidate: enough to compare names and addresses. */
export type Named = z.infer<typeof named>;

const page = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().min(1).nullish() });
const entry = z.object({ id: guid, '@odata.type': z.string().nullish() });
const ids = z.object({ value: z.array(z.string()) });
const failure = z.object({ error: z.object({ code: z.string() }) });

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw odd(parsed.error);
}

/** A reply that is not what Graph documents: it could not be read, which is not the same as "not there". */
export const odd = (cause?: unknown) => new Fault('directory-unavailable', 'Graph gave an odd reply', { cause });

/** A user as Graph gives it → Person. Throws `Fault` directory-unavailable. */
export function toPerson(body: unknown): Person {
  const it = parse(user, body);
  return {
    id: it.id as UserId,
    name: it.displayName ?? it.userPrincipalName,
    upn: it.userPrincipalName,
    mail: it.mail,
    title: it.jobTitle,
    department: it.department,
    enabled: it.accountEnabled,
    // Accounts from before userType existed have null; an external one still shows by its name.
    guest: it.userType === null ? /#ext#/i.test(it.userPrincipalName) : it.userType !== 'Member',
    locale: it.preferredLanguage,
  };
}

/** A group as Graph gives it → Group. Kinds as in "Working with groups in Microsoft Graph". */
export function toGroup(body: unknown): Group {
  const it = parse(group, body);
  const mailKind = it.securityEnabled ? 'mail-security' : 'distribution';
  return {
    id: it.id as GroupId,
    name: it.displayName ?? it.mail ?? it.id,
    mail: it.mail,
    kind: it.groupTypes.includes('Unified') ? 'microsoft365' : it.mailEnabled ? mailKind : 'security',
    hidden: it.visibility?.toLowerCase() === 'hiddenmembership' || it.hideFromAddressLists === true,
  };
}

/** A person when the item carries all that decides, else null: it must be read by its id. */
export function toPersonIfWhole(body: unknown): Person | null {
  return user.safeParse(body).success ? toPerson(body) : null;
}

export const toNamed = (body: unknown): Named => parse(named, body);
export const toPage = (body: unknown) => parse(page, body);
export const toIds = (body: unknown) => parse(ids, body).value.map((id) => id.toLowerCase());

/** An item of a list of directory objects: its id, and its kind (`user`, `group`, …; null when Graph did not say). */
export function toEntry(body: unknown): { readonly id: string; readonly type: string | null } {
  const it = parse(entry, body);
  return { id: it.id, type: it['@odata.type']?.split('.').at(-1)?.toLowerCase() ?? null };
}

/** Graph's own error code, when the body is one of its errors and the code is fit for a log. */
export function errorCode(body: unknown): string | null {
  const parsed = failure.safeParse(body);
  return parsed.success && /^[\w.-]{1,80}$/.test(parsed.data.error.code) ? parsed.data.error.code : null;
}

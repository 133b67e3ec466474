import { z } from 'zod';
import { type GroupId, parseGuid, type UserId } from '../../domain/ids.ts';
import type { Group, Person } from '../../ports/directory.ts';
import { Fault } from '../../ports/faults.ts';

/** What is asked of a person, everywhere. */
export const personFields =
  'id,displayName,userPrincipalName,mail,jobTitle,department,accountEnabled,userType,preferredLanguage';
export const groupFields =
  'id,displayName,mail,groupTypes,mailEnabled,securityEnabled,visibility,classification,assignedLabels';

const guid = z.string().transform((text, context) => {
  const id = parseGuid(text);
  if (id !== null) return id;
  context.addIssue({ code: 'custom', message: 'no GUID' });
  return z.NEVER;
});
/** A text that may be missing: one of another shape is missing, too. */
const text = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => value || null);
/** Not said, or said in another shape than documented. */
const flag = z.boolean().nullable().catch(null);
/** Null is a value of its own here: undefined says that the property did not come. */
const word = z.string().nullable().optional().catch(undefined);
const texts = z.array(z.unknown()).nullish().catch(null);
const onlyTexts = texts.transform((all) => all?.filter((one) => typeof one === 'string') ?? null);

/** Names and ids of sensitivity labels; one that cannot be read leaves open what the group has. */
const labels = z
  .array(z.object({ labelId: z.string(), displayName: z.string().nullish() }))
  .optional()
  .catch(undefined)
  .transform((all) => all?.flatMap(({ labelId, displayName }) => [labelId, ...(displayName ? [displayName] : [])]));

const user = z.object({
  id: guid,
  displayName: text,
  userPrincipalName: text,
  mail: text,
  jobTitle: text,
  department: text,
  accountEnabled: flag,
  userType: word,
  preferredLanguage: text,
});

const group = z.object({
  id: guid,
  displayName: text,
  mail: text,
  groupTypes: onlyTexts,
  mailEnabled: flag,
  securityEnabled: flag,
  visibility: word,
  classification: word,
  assignedLabels: labels,
  hideFromAddressLists: flag,
});

const named = z.object({
  id: guid,
  displayName: text,
  givenName: text,
  surname: text,
  mail: text,
  userPrincipalName: text,
  proxyAddresses: onlyTexts,
});

/** What a list query tells of a candidate: enough to compare names and addresses. */
export type Named = z.infer<typeof named>;

const page = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().min(1).nullish() });
const entry = z.object({ id: guid, '@odata.type': text });
const ids = z.object({ value: z.array(z.unknown()) });
const failure = z.object({ error: z.object({ code: z.string() }) });

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw odd(parsed.error);
}

/** A reply that is not what Graph documents: it could not be read, which is not the same as "not there". */
export const odd = (cause?: unknown) => new Fault('directory-unavailable', 'Graph gave an odd reply', { cause });

/**
 * Reads each record of a list by itself: what one of them lacks does not fail the others. `read` gives null for one that
 * cannot be read. Throws `Fault` directory-unavailable when none can be: such a list is not known to be empty.
 */
export function readable<T>(items: readonly unknown[], read: (item: unknown) => T | null): readonly T[] {
  const found = items.map(read).filter((one): one is T => one !== null);
  if (items.length > 0 && found.length === 0) throw odd('no record of a list could be read');
  return found;
}

/** What was read, and the property without which it cannot be judged; null: it has all that decides. */
export interface Judged<T> {
  readonly it: T;
  readonly lacks: string | null;
}

/**
 * A user as Graph gives it → Person. One of whom Graph does not say what decides is neither enabled nor disabled.
 * Throws `Fault` directory-unavailable for what is no user at all.
 */
export function toPerson(body: unknown): Judged<Person> {
  const it = parse(user, body);
  const lacks = (['accountEnabled', 'userPrincipalName'] as const).find((field) => it[field] === null);
  // One that is switched off is judged by that alone.
  const unclear = it.accountEnabled === false ? null : (lacks ?? (it.userType === undefined ? 'userType' : null));
  const upn = it.userPrincipalName ?? it.mail ?? it.id;
  const person = {
    id: it.id as UserId,
    name: it.displayName ?? upn,
    upn,
    mail: it.mail,
    title: it.jobTitle,
    department: it.department,
    enabled: unclear === null ? it.accountEnabled : null,
    // Accounts from before userType existed have null; an external one still shows by its name.
    guest: it.userType == null ? /#ext#/i.test(upn) : it.userType !== 'Member',
    locale: it.preferredLanguage,
  };
  return { it: person, lacks: unclear };
}

/** A group as Graph gives it → Group. Kinds as in "Working with groups in Microsoft Graph". */
export function toGroup(body: unknown): Judged<Group> {
  const it = parse(group, body);
  const lacks = (['groupTypes', 'mailEnabled', 'securityEnabled'] as const).find((field) => it[field] === null);
  const unified = it.groupTypes?.includes('Unified') === true;
  const mailKind = it.securityEnabled ? 'mail-security' : 'distribution';
  const plain = it.mailEnabled ? mailKind : 'security';
  const found: Group = {
    id: it.id as GroupId,
    name: it.displayName ?? it.mail ?? it.id,
    mail: it.mail,
    kind: unified ? 'microsoft365' : lacks === undefined ? plain : 'unclear',
    dynamic: it.groupTypes?.includes('DynamicMembership') === true,
    // Who may see it is not said: then nobody but those who belong to it.
    hidden:
      it.visibility === undefined ||
      it.visibility?.toLowerCase() === 'hiddenmembership' ||
      it.hideFromAddressLists === true,
    labels: it.assignedLabels,
    classification: it.classification,
    visibility: it.visibility,
  };
  const unclear = found.kind === 'unclear' ? (lacks ?? null) : null;
  return { it: found, lacks: unclear ?? (it.visibility === undefined ? 'visibility' : null) };
}

/** A person when the item carries all that decides, else null: it must be read by its id. */
export function toPersonIfWhole(body: unknown): Person | null {
  const read = user.safeParse(body).success ? toPerson(body) : null;
  return read?.lacks === null ? read.it : null;
}

/** A candidate of a list query; null when it is none. */
export const toNamed = (body: unknown): Named | null => named.safeParse(body).data ?? null;
export const toPage = (body: unknown) => parse(page, body);
export const toIds = (body: unknown): readonly string[] =>
  readable(parse(ids, body).value, (id) => (typeof id === 'string' ? id.toLowerCase() : null));

/** An item of a list of directory objects: its id, and its kind (`user`, `group`, …; null when Graph did not say). */
export interface Entry {
  readonly id: string;
  readonly type: string | null;
  readonly body: unknown;
}

/** Null for what is no object of the directory. */
export function toEntry(body: unknown): Entry | null {
  const it = entry.safeParse(body).data;
  return it ? { id: it.id, type: it['@odata.type']?.split('.').at(-1)?.toLowerCase() ?? null, body } : null;
}

/** Graph's own error code, when the body is one of its errors and the code is fit for a log. */
export function errorCode(body: unknown): string | null {
  const parsed = failure.safeParse(body);
  return parsed.success && /^[\w.-]{1,80}$/.test(parsed.data.error.code) ? parsed.data.error.code : null;
}

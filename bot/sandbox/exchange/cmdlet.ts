import type { Office } from '../office.ts';
import type { Recipients } from './recipients.ts';
import type { Rights } from './rights.ts';

/** What a cmdlet works on. */
export interface Exchange {
  readonly office: Office;
  readonly recipients: Recipients;
  readonly rights: Rights;
}

export type Parameters = Readonly<Record<string, unknown>>;

/** What a cmdlet gives: objects and warnings. `null` for objects: nothing at all (204) unless there is a warning. */
export interface Output {
  readonly value: readonly object[] | null;
  readonly warnings?: readonly string[];
}

export interface Cmdlet {
  /** Names of the parameters it knows; any other is an error. */
  readonly parameters: readonly string[];
  run(exchange: Exchange, parameters: Parameters): Output;
}

/** A cmdlet that fails. The message is what stands in `details[].message`: `id|exception type|text`. */
export class CmdletError extends Error {
  override readonly name = 'CmdletError';
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

const tasks = 'Microsoft.Exchange.Configuration.Tasks';

export function notFound(identity: string): CmdletError {
  const text = `The operation couldn't be performed because object '${identity}' couldn't be found on 'AM0PR01A001DC01.EURPR01A001.PROD.OUTLOOK.COM'.`;
  return new CmdletError(`Ex6F9304|${tasks}.ManagementObjectNotFoundException|${text}`, 404);
}

export function ambiguous(identity: string): CmdletError {
  const text = `The operation couldn't be performed because '${identity}' matches multiple entries.`;
  return new CmdletError(`Ex1A2F61|${tasks}.ManagementObjectAmbiguousException|${text}`);
}

export function delegateNotFound(identity: string): CmdletError {
  const text = `Couldn't find object "${identity}". Please make sure that it was spelled correctly or specify a different object.`;
  return new CmdletError(`Ex94914C|${tasks}.ManagementObjectNotFoundException|${text}`);
}

/** The app may read the object, but its role assignments do not let it write there. */
export function outsideScope(name: string): CmdletError {
  const text = `The operation on Identity "${name}" failed because it's out of the current user's write scope. '${name}' isn't within your current write scopes. Can't perform save operation.`;
  return new CmdletError(`Ex9A3C51|System.InvalidOperationException|${text}`);
}

export function badParameter(name: string, text: string): CmdletError {
  return new CmdletError(
    `Ex5C2D10|System.Management.Automation.ParameterBindingException|Cannot bind parameter '${name}'. ${text}`,
  );
}

/** A parameter that must be text; absent is undefined. */
export function text(parameters: Parameters, name: string): string | undefined {
  const value = parameters[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw badParameter(name, 'A string is expected.');
  return value.trim() === '' ? undefined : value;
}

/** Objects for an identity: exactly one, or, when none is given, ALL of them. */
export function chosen<T>(
  identity: string | undefined,
  find: (identity: string) => T,
  all: () => readonly T[],
): readonly T[] {
  return identity === undefined ? all() : [find(identity)];
}

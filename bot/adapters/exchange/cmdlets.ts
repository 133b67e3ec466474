/** Every cmdlet that Behalf may run in Exchange Online. Nothing else reaches the wire. */
const kinds = {
  'Get-UnifiedGroup': 'read',
  'Get-Recipient': 'read',
  'Get-RecipientPermission': 'read',
  'Add-RecipientPermission': 'write',
  'Remove-RecipientPermission': 'write',
  'Set-UnifiedGroup': 'write',
} as const;

export type Cmdlet = keyof typeof kinds;
export type ReadCmdlet = { [Name in Cmdlet]: (typeof kinds)[Name] extends 'read' ? Name : never }[Cmdlet];
export type WriteCmdlet = Exclude<Cmdlet, ReadCmdlet>;

export type Parameters = Readonly<Record<string, unknown>> & {
  readonly Identity?: string;
  readonly Trustee?: string;
  readonly Filter?: string;
};

export const isWrite = (cmdlet: Cmdlet): boolean => kinds[cmdlet] === 'write';

/**
 * Throws on a cmdlet that is not on the list, and on an empty `Identity`, `Trustee` or `Filter`: for those a Get-
 * cmdlet gives ALL objects, and a change could hit the wrong one.
 */
export function checkCall(cmdlet: string, parameters: Parameters): asserts cmdlet is Cmdlet {
  if (!Object.hasOwn(kinds, cmdlet)) throw new TypeError(`Not one of our cmdlets: ${cmdlet}`);
  const named = ['Identity', 'Trustee', 'Filter'].filter((name) => Object.hasOwn(parameters, name));
  const empty = named.find((name) => String(parameters[name] ?? '').trim() === '');
  if (named.length === 0 || empty) throw new TypeError(`${cmdlet} needs ${empty ?? 'an Identity, Trustee or Filter'}`);
}

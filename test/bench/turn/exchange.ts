import { groups, users } from './company.ts';

interface Call {
  readonly CmdletInput: {
    readonly CmdletName: string;
    readonly Parameters: { readonly Identity?: string; readonly Trustee?: string };
  };
}

const byId = new Map(groups.map((group) => [group.id, group]));
const sendAs = new Map<string, Set<string>>(groups.map(({ id }) => [id, new Set()]));
const entry = (Identity: string, Trustee: string) => ({
  ...{ Identity, Trustee, AccessControlType: 'Allow', AccessRights: ['SendAs'], IsInherited: false },
});

const people = new Map(
  [...users.values()].flatMap((user) => [user.id, user.userPrincipalName].map((key) => [key, user])),
);

function recipients(identity: string): readonly object[] {
  const user = people.get(identity);
  if (user === undefined) return [];
  const { id, displayName, mail } = user;
  return [{ ExternalDirectoryObjectId: id, Name: displayName, DisplayName: displayName, PrimarySmtpAddress: mail }];
}

/** Exchange's answer to one cmdlet, Send As only. */
export function cmdlet({ CmdletInput: { CmdletName, Parameters } }: Call): object {
  const { Identity = '', Trustee = '' } = Parameters;
  if (CmdletName === 'Get-Recipient') return { value: recipients(Identity) };
  const group = byId.get(Identity);
  if (group === undefined) return { value: [] };
  const { id, name, mail } = group;
  if (CmdletName === 'Get-UnifiedGroup')
    return {
      value: [
        {
          ...{ ExternalDirectoryObjectId: id, Identity: name, Name: name, DisplayName: name, PrimarySmtpAddress: mail },
          ...{ GrantSendOnBehalfTo: [], GrantSendOnBehalfToWithDisplayNames: [] },
        },
      ],
    };
  const holders = sendAs.get(id);
  if (CmdletName === 'Add-RecipientPermission') holders?.add(Trustee);
  const upns = [...(holders ?? [])].map((holder) => users.get(holder)?.userPrincipalName ?? holder);
  return { value: ['NT AUTHORITY\\SELF', ...upns].map((trustee) => entry(name, trustee)) };
}

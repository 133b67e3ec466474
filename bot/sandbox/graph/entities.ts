import type { TwinGroup, TwinPerson } from '../twin.ts';

/** An object as Graph has it, with every property; what is shown is chosen by `$select`. */
export type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/** What a kind of object allows (Microsoft Graph reference, "user" and "group" resource types). */
export interface Kind {
  readonly name: 'User' | 'Group';
  readonly type: '#microsoft.graph.user' | '#microsoft.graph.group';
  /** Properties that come without `$select`. */
  readonly defaults: readonly string[];
  readonly filterable: readonly string[];
  readonly searchable: readonly string[];
}

export const userKind: Kind = {
  name: 'User',
  type: '#microsoft.graph.user',
  defaults: [
    'businessPhones',
    'displayName',
    'givenName',
    'jobTitle',
    'mail',
    'mobilePhone',
    'officeLocation',
    'preferredLanguage',
    'surname',
    'userPrincipalName',
    'id',
  ],
  filterable: [
    ...['id', 'displayName', 'mail', 'userPrincipalName', 'givenName', 'surname', 'mailNickname', 'jobTitle'],
    ...['department', 'accountEnabled', 'userType', 'preferredLanguage', 'proxyAddresses', 'otherMails'],
  ],
  searchable: ['displayName', 'mail', 'userPrincipalName', 'givenName', 'surname', 'otherMails', 'proxyAddresses'],
};

export const groupKind: Kind = {
  name: 'Group',
  type: '#microsoft.graph.group',
  defaults: [
    ...['id', 'deletedDateTime', 'classification', 'createdDateTime', 'description', 'displayName'],
    ...['expirationDateTime', 'groupTypes', 'isAssignableToRole', 'mail', 'mailEnabled', 'mailNickname'],
    ...['membershipRule', 'onPremisesSyncEnabled', 'preferredDataLocation', 'preferredLanguage', 'proxyAddresses'],
    ...['renewedDateTime', 'resourceBehaviorOptions', 'resourceProvisioningOptions', 'securityEnabled'],
    ...['securityIdentifier', 'theme', 'visibility'],
  ],
  filterable: [
    ...['id', 'displayName', 'mail', 'mailNickname', 'mailEnabled', 'securityEnabled', 'groupTypes'],
    ...['proxyAddresses', 'visibility', 'description'],
  ],
  searchable: ['displayName', 'description', 'mail', 'mailNickname', 'proxyAddresses'],
};

const created = '2024-03-01T09:00:00Z';

export function userRow(person: TwinPerson): Row {
  const [givenName = '', ...rest] = person.displayName.split(' ');
  const guest = person.userType === 'Guest';
  return {
    id: person.id,
    businessPhones: [],
    displayName: person.displayName,
    givenName,
    surname: rest.join(' ') || null,
    jobTitle: person.jobTitle,
    department: person.department,
    mail: person.mail,
    mailNickname: person.userPrincipalName.split('@')[0],
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: person.preferredLanguage,
    userPrincipalName: person.userPrincipalName,
    accountEnabled: person.accountEnabled,
    userType: person.userType,
    companyName: null,
    usageLocation: null,
    employeeId: null,
    createdDateTime: created,
    externalUserState: guest ? 'Accepted' : null,
    onPremisesSyncEnabled: null,
    otherMails: guest && person.mail !== null ? [person.mail] : [],
    proxyAddresses: person.mail === null ? [] : [`SMTP:${person.mail}`],
  };
}

const groupTypes = ({ kind, membershipRule }: TwinGroup): readonly string[] => [
  ...(kind === 'microsoft365' ? ['Unified'] : []),
  ...(membershipRule === undefined ? [] : ['DynamicMembership']),
];

export function groupRow(group: TwinGroup): Row {
  const mailEnabled = group.kind !== 'security';
  const nickname = mailEnabled ? (group.mail.split('@')[0] ?? '') : group.displayName.replaceAll(/\W/g, '');
  return {
    id: group.id,
    deletedDateTime: null,
    classification: group.classification ?? null,
    assignedLabels: group.labels ?? [],
    createdDateTime: created,
    description: group.displayName,
    displayName: group.displayName,
    expirationDateTime: null,
    groupTypes: group.unclear ? null : groupTypes(group),
    isAssignableToRole: null,
    mail: mailEnabled ? group.mail : null,
    mailEnabled,
    mailNickname: nickname,
    membershipRule: group.membershipRule ?? null,
    onPremisesSyncEnabled: null,
    preferredDataLocation: null,
    preferredLanguage: null,
    proxyAddresses: mailEnabled ? [`SMTP:${group.mail}`] : [],
    renewedDateTime: created,
    resourceBehaviorOptions: [],
    resourceProvisioningOptions: [],
    securityEnabled: group.kind === 'security' || group.kind === 'mail-security',
    securityIdentifier: null,
    theme: null,
    // Only Microsoft 365 groups have one.
    visibility: group.kind === 'microsoft365' ? group.visibility : null,
    hideFromAddressLists: group.hideFromAddressLists,
  };
}

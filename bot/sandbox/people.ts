import type { TwinPerson } from './twin.ts';

type Row = readonly [alias: string, name: string, title: string | null, department: string | null, language: string];

const staff: readonly Row[] = [
  ['alexw', 'Alex Wilber', 'Marketing Assistant', 'Marketing', 'en-US'],
  ['meganb', 'Megan Bowen', 'Marketing Manager', 'Marketing', 'en-US'],
  ['pattif', 'Patti Fernandez', 'President', 'Executive Management', 'en-US'],
  ['nestorw', 'Nestor Wilke', 'Director of IT', 'IT', 'en-GB'],
  ['graciew', 'Grace van Wijk', 'Internal Auditor', 'Audit', 'nl-NL'],
  ['lidiah', 'Lidia Holloway', 'Product Manager', 'Engineering', 'en-US'],
  ['zoeh', "Zoë van 't Hof", 'Teamleider', 'Klantenservice', 'nl-NL'],
  ['leegu', 'Lee Gu', 'Director', 'Manufacturing', 'en-US'],
  ['leechen', 'Lee Chen', 'Account Executive', 'Sales', 'en-US'],
  ['isaiahl', 'Isaiah Langer', 'Sales Representative', 'Sales', 'en-US'],
  ['johannal', 'Johanna Lorenz', 'Senior Engineer', 'Engineering', 'en-US'],
  ['adelev', 'Adele Vance', 'Retail Manager', 'Retail', 'en-US'],
  ['daand', 'Daan de Jong', 'Medewerker klantenservice', 'Klantenservice', 'nl-NL'],
  ['janv', 'Jan Visser', 'Facilitair beheerder', 'Facilities', 'nl-NL'],
  ['miriamg', 'Miriam Graham', 'Director of Finance', 'Finance', 'en-US'],
  ['diegos', 'Diego Siciliani', 'Finance Manager', 'Finance', 'en-US'],
  ['henriettam', 'Henrietta Mueller', 'Developer', 'Engineering', 'en-US'],
  ['pradeepg', 'Pradeep Gupta', 'Accountant', 'Finance', 'en-US'],
];

/** The people of the demo company: `domain` is its mail domain, `id` gives an object id by alias. */
export function people(domain: string, id: (alias: string) => string): readonly TwinPerson[] {
  const member = ([alias, displayName, jobTitle, department, preferredLanguage]: Row): TwinPerson => ({
    id: id(alias),
    displayName,
    userPrincipalName: `${alias}@${domain}`,
    // One address that is not the sign-in name, as companies have after a marriage or a merger.
    mail: alias === 'lidiah' ? `lidia.holloway@${domain}` : `${alias}@${domain}`,
    jobTitle,
    department,
    preferredLanguage,
    accountEnabled: true,
    userType: 'Member',
    mailbox: true,
  });
  const disabled: Row = ['debrab', 'Debra Berger', 'Administrative Assistant', 'Executive Management', 'en-US'];
  const shared: Row = ['info', 'Contoso Info', null, null, 'en-US'];
  return [
    ...staff.map(member),
    { ...member(disabled), accountEnabled: false },
    { ...member(shared), accountEnabled: false, sharedMailbox: true },
    {
      ...member(['guest', 'Guus Fabrikam (guest)', null, null, 'nl-NL']),
      userPrincipalName: `guus_fabrikam.com#EXT#@${domain}`,
      mail: 'guus@fabrikam.com',
      userType: 'Guest',
      mailbox: false,
    },
  ];
}

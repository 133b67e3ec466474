import type { Draft, Fault, Json } from '../draft.ts';

/** What can be wrong with an activity that came with a good token: whom it names, where it is from, its shape. */

const stranger = 'e0000000-0000-4000-8000-000000000000';
const fault = (name: string, status: number, put: Fault['put']): Fault => ({ name, status, put });
const set = (name: string, change: Json, status: number) =>
  fault(name, status, ({ activity }) => void Object.assign(activity, change));
const within = ({ activity }: Draft, field: string, change: Json) => {
  activity[field] = { ...(activity[field] as Json), ...change };
};
const inside = (name: string, field: string, change: Json, status: number) =>
  fault(name, status, (draft) => within(draft, field, change));

/** Both the token and the activity say it: what is left is the list of hosts. */
const host = (serviceUrl: string | ((host: string) => string)) =>
  fault(
    `the service URL ${typeof serviceUrl === 'string' ? serviceUrl : serviceUrl('host:port')} in token and activity`,
    403,
    (draft, { office }) => {
      const url = typeof serviceUrl === 'string' ? serviceUrl : serviceUrl(office.twin.endpoints.connectorHost);
      draft.claims.serviceurl = url;
      draft.activity.serviceUrl = url;
    },
  );

const hosts: readonly Fault[] = [
  host('https://evil.trafficmanager.net/emea/'),
  host('https://smba.trafficmanager.net.evil.test/emea/'),
  host('https://smba-trafficmanager.net/emea/'),
  host('https://smba.trafficmanager.net:8443/emea/'),
  host('https://smba.trafficmanager.net@evil.test/emea/'),
  host('https://smba.trafficmanager.net\\@evil.test/emea/'),
  host('https://evil.test#smba.trafficmanager.net/'),
  host('https://smba.trafficmanager.net%2eevil.test/'),
  host('https://ѕmba.trafficmanager.net/emea/'),
  host('https://smba.trafficmanager.net。evil.test/'),
  host((own) => `https://${own}.evil.test/teams/`),
  host((own) => `https://${own}@evil.test/teams/`),
  host((own) => `https://me:secret@${own}/teams/`),
  host((own) => `https://${own}/teams/?to=evil`),
  host((own) => `https://${own}/teams/#evil`),
  host((own) => `http://${own}/teams/`),
  host((own) => `ftp://${own}/teams/`),
  host((own) => `https://${own.split(':')[0]}/teams/`),
  host((own) => `https://localhost:${own.split(':')[1]}/teams/`),
  host((own) => `//${own}/teams/`),
  host((own) => own),
  host('http://localhost:3978/'),
  host('emea'),
];

const places: readonly Fault[] = [
  set('another host than the token', { serviceUrl: 'https://evil.test/emea/' }, 403),
  fault('another path than the token', 403, (draft, { serviceUrl }) => {
    draft.activity.serviceUrl = `${serviceUrl}more/`;
  }),
  fault('another case than the token', 403, (draft, { serviceUrl }) => {
    draft.activity.serviceUrl = serviceUrl.toUpperCase();
  }),
  fault('a service URL without its slash', 403, (draft, { serviceUrl }) => {
    draft.activity.serviceUrl = serviceUrl.slice(0, -1);
  }),
  set('an empty service URL', { serviceUrl: '' }, 403),
  set('another channel', { channelId: 'webchat' }, 403),
  set('the emulator as channel', { channelId: 'emulator' }, 403),
  set('a channel in capitals', { channelId: 'MSTEAMS' }, 403),
  set('an empty channel', { channelId: '' }, 403),
  inside('another tenant by its channel data', 'channelData', { tenant: { id: stranger } }, 403),
  inside('another tenant by its conversation', 'conversation', { tenantId: stranger }, 403),
  inside('an empty tenant', 'conversation', { tenantId: '' }, 403),
  fault('no tenant', 403, (draft) => {
    draft.activity.channelData = {};
    within(draft, 'conversation', { tenantId: undefined });
  }),
  fault('a tenant of null', 403, (draft) => {
    draft.activity.channelData = null;
    within(draft, 'conversation', { tenantId: null });
  }),
  inside('another bot as its recipient', 'recipient', { id: `28:${stranger}` }, 403),
  fault('the bot without its prefix as recipient', 403, (draft, { botId }) =>
    within(draft, 'recipient', { id: botId }),
  ),
];

/** Only what a person does must name one. */
export const personFaults: readonly Fault[] = [
  inside('no object id of who speaks', 'from', { aadObjectId: undefined }, 403),
  inside('an object id of null', 'from', { aadObjectId: null }, 403),
  inside('an empty object id', 'from', { aadObjectId: '' }, 403),
  inside('an object id that is none', 'from', { aadObjectId: 'alex' }, 403),
  inside('an object id with more behind it', 'from', { aadObjectId: `${stranger}x` }, 403),
  inside('an object id in braces', 'from', { aadObjectId: `{${stranger}}` }, 403),
  inside('a list of object ids', 'from', { aadObjectId: [stranger] }, 400),
  set('no id', { id: undefined }, 400),
  set('an id of null', { id: null }, 400),
];

const shapes: readonly Fault[] = [
  ...['type', 'channelId', 'serviceUrl', 'from', 'recipient', 'conversation'].flatMap((field) => [
    set(`no ${field}`, { [field]: undefined }, 400),
    set(`a ${field} of null`, { [field]: null }, 400),
    set(`a ${field} that is a number`, { [field]: 7 }, 400),
    set(`a ${field} that is a list`, { [field]: [] }, 400),
  ]),
  set('an empty type', { type: '' }, 400),
  set('a type without end', { type: 'x'.repeat(101) }, 400),
  set('an empty id', { id: '' }, 400),
  set('an id without end', { id: 'x'.repeat(1001) }, 400),
  set('a service URL without end', { serviceUrl: `https://smba.trafficmanager.net/${'x'.repeat(2000)}` }, 400),
  inside('a sender without an id', 'from', { id: undefined }, 400),
  inside('a sender with an empty id', 'from', { id: '' }, 400),
  inside('a sender whose name is an object', 'from', { name: {} }, 400),
  inside('a conversation without an id', 'conversation', { id: undefined }, 400),
  inside('a conversation that may or may not be a group', 'conversation', { isGroup: 'perhaps' }, 400),
  inside('a tenant that is a number', 'conversation', { tenantId: 7 }, 400),
  inside('channel data whose tenant is a text', 'channelData', { tenant: 'ours' }, 400),
  inside('a recipient without an id', 'recipient', { id: undefined }, 400),
  set('entities that are no list', { entities: {} }, 400),
  set('an entity without a type', { entities: [{}] }, 400),
  set('members that are no accounts', { membersAdded: ['bot'] }, 400),
  set('a text that is an object', { text: { toString: 'x' } }, 400),
  set('a locale that is a list', { locale: ['en'] }, 400),
];

export const activityFaults: readonly Fault[] = [...hosts, ...places, ...shapes];

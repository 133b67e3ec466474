import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { createInvoke } from '../../../bot/adapters/exchange/invoke.ts';
import { createPermissions } from '../../../bot/adapters/exchange/permissions.ts';
import type { GroupId, UserId } from '../../../bot/domain/ids.ts';
import type { Person } from '../../../bot/ports/directory.ts';
import { Fault } from '../../../bot/ports/faults.ts';
import type { Outcome } from '../../../bot/ports/permissions.ts';
import { type HttpsServer, json, startHttps } from '../../support/https.ts';

const group = 'aaaaaaaa-0000-4000-8000-000000000001' as GroupId;
const other = 'aaaaaaaa-0000-4000-8000-000000000002';
const alexId = 'bbbbbbbb-0000-4000-8000-000000000001' as UserId;
const meganId = 'bbbbbbbb-0000-4000-8000-000000000002';
const alex: Person = {
  ...{ id: alexId, name: 'Alex Wilber', upn: 'alexw@contoso.com', mail: 'alex.wilber@contoso.com', title: null },
  ...{ department: null, enabled: true, guest: false, locale: null },
};

/** Payloads in the shapes that Microsoft's documentation and public clients show. */
const marketing = {
  ExternalDirectoryObjectId: group,
  Identity: 'Marketing_aaaaaaaa00',
  Name: 'Marketing_aaaaaaaa00',
  DisplayName: 'Marketing',
  Alias: 'marketing',
  PrimarySmtpAddress: 'marketing@contoso.com',
  EmailAddresses: ['SMTP:marketing@contoso.com', 'smtp:marketing@contoso.onmicrosoft.com'],
  Guid: 'cccccccc-0000-4000-8000-000000000001',
  GrantSendOnBehalfTo: [] as unknown,
};
const alexRecipient = {
  ExternalDirectoryObjectId: alexId,
  Identity: 'AlexW',
  Name: 'AlexW',
  DisplayName: 'Alex Wilber',
  Alias: 'alexw',
  PrimarySmtpAddress: 'alex.wilber@contoso.com',
  EmailAddresses: ['SMTP:alex.wilber@contoso.com', 'smtp:aw@contoso.com'],
  Guid: 'cccccccc-0000-4000-8000-000000000011',
  DistinguishedName: 'CN=AlexW,OU=contoso.onmicrosoft.com,DC=EURPR01',
  Sid: 'S-1-5-21-1-2-3-1001',
};
const megan = {
  ExternalDirectoryObjectId: meganId,
  DisplayName: 'Megan Bowen',
  PrimarySmtpAddress: 'meganb@contoso.com',
};
const entry = (Trustee: string, more: object = {}) => ({
  ...{
    Identity: 'Marketing_aaaaaaaa00',
    Trustee,
    AccessControlType: 'Allow',
    AccessRights: ['SendAs'],
    IsInherited: false,
  },
  ...more,
});
const exceptions = {
  notFound: (name: string) =>
    `Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|The operation couldn't be performed because object '${name}' couldn't be found on 'DC01'.`,
  noDelegate: (name: string) =>
    `Ex94914C|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|Couldn't find object "${name}". Please make sure that it was spelled correctly or specify a different object.`,
  ambiguous: (name: string) => `Ex1|X.ManagementObjectAmbiguousException|'${name}' matches multiple entries.`,
};

interface Said {
  readonly status?: number;
  readonly body?: unknown;
}
type Script = Record<string, (parameters: Record<string, unknown>) => Said>;

const rows = (...value: unknown[]): Said => ({ body: { value } });
const warning = (text: string): Said => ({ body: { value: [], '@adminapi.warnings': [text] } });
const error = (message: string, status = 400): Said => ({
  status,
  body: { error: { code: 'InternalServerError', message: 'Error executing cmdlet', details: [{ message }] } },
});
const notFound = ({ Identity }: Record<string, unknown>) => error(exceptions.notFound(String(Identity)), 404);

describe('the two rights in Exchange', () => {
  let exchange: HttpsServer;
  let calls: { name: string; parameters: Record<string, unknown> }[];
  let now: Date;

  before(async () => {
    exchange = await startHttps(() => {});
  });
  after(() => exchange.close());
  beforeEach(() => {
    calls = [];
    now = new Date('2026-11-22T14:02:00Z');
  });

  /** An Exchange with Marketing and Alex in it, and what the test puts in their place. */
  const withExchange = (script: Script = {}) => {
    const whole: Script = {
      'Get-UnifiedGroup': ({ Identity }) => (Identity === group ? rows(marketing) : notFound({ Identity })),
      'Get-RecipientPermission': () => rows(),
      'Get-Recipient': ({ Identity }) =>
        Identity === alexId || Identity === alex.upn ? rows(alexRecipient) : notFound({ Identity }),
      ...script,
    };
    // What an earlier test has left under way is none of this one's calls.
    const tenant = randomUUID();
    const seen = calls;
    exchange.answer = ({ url }, response, body) => {
      const { CmdletName, Parameters } = JSON.parse(body).CmdletInput;
      if (url?.includes(tenant)) seen.push({ name: CmdletName, parameters: Parameters });
      const said = whole[CmdletName]?.(Parameters) ?? { status: 403 };
      if (said.body === undefined) response.writeHead(said.status ?? 204).end();
      else json(response, said.status ?? 200, said.body);
    };
    const clock = { now: () => now };
    const fixed = { token: async () => 't', hosts: [], clock, random: () => 0 };
    const invoke = createInvoke({ origin: exchange.origin, tenant, ...fixed });
    return createPermissions({ invoke, clock, mailOf: async () => 'marketing@contoso.com' });
  };
  const fault = async (promise: Promise<unknown>): Promise<Fault> => {
    const reason = await promise.then(
      (value) => assert.fail(`expected a fault, got ${JSON.stringify(value)}`),
      (it: unknown) => it,
    );
    assert.ok(reason instanceof Fault, String(reason));
    return reason;
  };
  const held = async (script: Script) => (await withExchange(script).held(group, alex))?.rights;
  const onBehalf = (delegates: unknown, withNames?: unknown): Script => ({
    'Get-UnifiedGroup': () =>
      rows({
        ...marketing,
        GrantSendOnBehalfTo: delegates,
        ...(withNames === undefined ? {} : { GrantSendOnBehalfToWithDisplayNames: withNames }),
      }),
  });
  const sendAs = (...entries: unknown[]): Script => ({ 'Get-RecipientPermission': () => rows(...entries) });

  describe('reading what a person holds', () => {
    it('finds nothing where nothing is, and says when it looked', async () => {
      const reading = await withExchange().held(group, alex);
      assert.deepEqual(reading, { at: now, sendAs: [], sendOnBehalf: [], rights: [], byName: [] });
      assert.deepEqual(
        new Set(calls.map(({ name, parameters }) => `${name} ${parameters.Identity}`)),
        new Set([`Get-UnifiedGroup ${group}`, `Get-RecipientPermission ${group}`, `Get-Recipient ${alex.upn}`]),
      );
    });

    it('asks again whose an address is, though it was the person’s a moment ago', async () => {
      let taken = false;
      const permissions = withExchange({
        'Get-RecipientPermission': ({ Trustee }) => (taken && Trustee === undefined ? rows(entry(alex.upn)) : rows()),
        'Get-Recipient': ({ Identity }) =>
          taken && Identity === alex.upn ? error(exceptions.ambiguous(alex.upn)) : rows(alexRecipient),
      });
      assert.deepEqual((await permissions.held(group, alex))?.rights, []);
      taken = true;
      assert.deepEqual((await permissions.held(group, alex))?.rights, []);
    });

    it('looks up again whom a remembered name says to be the person', async () => {
      const listed = sendAs(entry('somebody of old'));
      const permissions = withExchange({ ...listed, 'Get-Recipient': () => rows(alexRecipient) });
      assert.equal((await permissions.delegates(group))?.sendAs[0]?.objectId, alexId);
      now = new Date(now.getTime() + 5 * 60_000);
      assert.deepEqual((await permissions.held(group, alex))?.rights, ['sendAs']);
    });

    it('knows the trustee of Send As by anything that Exchange calls the person', async () => {
      const names = [
        ...[
          'alexw@contoso.com',
          'ALEX.WILBER@contoso.com',
          'aw@contoso.com',
          alexId,
          alexRecipient.Guid,
          alexRecipient.Sid,
        ],
        alexRecipient.DistinguishedName,
      ];
      for (const name of names)
        assert.deepEqual(await held(sendAs(entry('meganb@contoso.com'), entry(name))), ['sendAs'], name);
      assert.deepEqual(await held(sendAs(entry('Unknown', { TrusteeSidString: alexRecipient.Sid }))), ['sendAs']);
      const account = sendAs(entry('EURPR01A001\\alexw'));
      const withAccount = { 'Get-Recipient': () => rows({ ...alexRecipient, SamAccountName: 'AlexW' }) };
      assert.deepEqual(await held({ ...account, ...withAccount }), ['sendAs']);
    });

    it('knows a delegate of Send on Behalf by anything that Exchange calls the person', async () => {
      const delegates = [
        ...[
          'alexw@contoso.com',
          alexId,
          alexId.toUpperCase(),
          alexRecipient.Guid,
          'Alex Wilber <alex.wilber@contoso.com>',
        ],
        ...['Alex Wilber;aw@contoso.com', { DisplayName: 'A. W.', PrimarySmtpAddress: 'alex.wilber@contoso.com' }],
        { ExternalDirectoryObjectId: alexId },
      ];
      for (const each of delegates) {
        assert.deepEqual(await held(onBehalf(['meganb@contoso.com', each])), ['sendOnBehalf'], JSON.stringify(each));
        assert.deepEqual(await held(onBehalf(['x'], [each])), ['sendOnBehalf'], JSON.stringify(each));
      }
      assert.deepEqual(await held(onBehalf('alexw@contoso.com')), ['sendOnBehalf'], 'one value instead of a list');
    });

    describe('by a bare name', () => {
      /** `Get-Recipient` finds Alex by id, and whom `answer` gives by any name. */
      const named = (answer: Said | null): Script => ({
        'Get-Recipient': ({ Identity }) =>
          Identity === alexId ? rows(alexRecipient) : (answer ?? notFound({ Identity })),
      });
      const namesake = { ...megan, DisplayName: 'Alex Wilber' };
      const shown: Record<string, readonly [Script, string]> = {
        'in Trustee': [sendAs(entry('Megan Bowen'), entry('Alex Wilber')), 'sendAs'],
        'in GrantSendOnBehalfTo': [onBehalf(['Megan Bowen', 'Alex Wilber']), 'sendOnBehalf'],
        'among the delegates with names': [onBehalf([other], [{ DisplayName: 'Alex Wilber' }]), 'sendOnBehalf'],
      };
      for (const [where, [listed, right]] of Object.entries(shown)) {
        it(`${where}, takes the entry for the person whom Exchange finds by it`, async () => {
          assert.deepEqual(await held({ ...listed, ...named(rows(alexRecipient)) }), [right]);
          const withoutId = { ...alexRecipient, ExternalDirectoryObjectId: null };
          assert.deepEqual(await held({ ...listed, ...named(rows(withoutId)) }), [right]);
        });

        it(`${where}, takes the entry for the person when Exchange finds nobody by it`, async () => {
          const nobody = [
            null,
            rows(),
            error('Ex1|X.ParameterBindingException|Cannot process argument.'),
            error('Bad request'),
          ];
          for (const answer of nobody) {
            assert.deepEqual(await held({ ...listed, ...named(answer) }), [right], JSON.stringify(answer));
          }
          assert.deepEqual(await held({ ...listed, 'Get-Recipient': notFound }), [right], 'by the directory’s name');
        });

        it(`${where}, takes the entry for the person when Exchange gives all recipients instead of none`, async () => {
          const all = [megan, { ...megan, DisplayName: 'Zoe' }];
          assert.deepEqual(await held({ ...listed, ...named(rows(...all)) }), [right]);
          assert.deepEqual(await held({ ...listed, ...named(rows(...all, alexRecipient)) }), [right]);
        });

        it(`${where}, leaves the entry to the one other whom Exchange finds by it`, async () => {
          assert.deepEqual(await held({ ...listed, ...named(rows(namesake)) }), []);
          assert.deepEqual(await held({ ...listed, ...named(rows(megan, namesake)) }), []);
          const contact = { ...namesake, ExternalDirectoryObjectId: null };
          assert.deepEqual(await held({ ...listed, ...named(rows(contact)) }), []);
        });

        it(`${where}, is neither yes nor no when Exchange finds several by it, and says so`, async () => {
          for (const several of [rows(alexRecipient, namesake), error(exceptions.ambiguous('Alex Wilber'))]) {
            const reading = await withExchange({ ...listed, ...named(several) }).held(group, alex);
            assert.deepEqual([reading?.rights, reading?.byName], [[], [right]]);
          }
        });

        it(`${where}, rests on the name alone when Exchange finds nobody by it, and says so`, async () => {
          const reading = await withExchange({ ...listed, ...named(null) }).held(group, alex);
          assert.deepEqual([reading?.rights, reading?.byName], [[right], [right]]);
          const found = await withExchange({ ...listed, ...named(rows(alexRecipient)) }).held(group, alex);
          assert.deepEqual([found?.rights, found?.byName], [[right], []]);
        });

        it(`${where}, is a fault when Exchange cannot say whose it is`, async () => {
          const unclear: readonly (readonly [Said, string])[] = [
            [error('Ex1|X.StrangeException|No.'), 'exchange-odd-reply'],
            [error('Ex1|X.ADTransientException|This error is retriable.'), 'exchange-unavailable'],
            [rows({ DisplayName: 'Alex Wilber' }), 'exchange-odd-reply'],
            [rows({ ...alexRecipient, DisplayName: 7 }), 'exchange-odd-reply'],
            [{ body: {} }, 'exchange-odd-reply'],
            [{ status: 503 }, 'exchange-unavailable'],
            [{ status: 500 }, 'exchange-unavailable'],
            [{ status: 403 }, 'exchange-forbidden'],
          ];
          for (const [answer, code] of unclear) {
            const reading = withExchange({ ...listed, ...named(answer) }).held(group, alex);
            assert.equal((await fault(reading)).code, code, JSON.stringify(answer));
          }
        });
      }

      it('knows Exchange’s Name as well as the directory’s, in any case and composition of accents', async () => {
        const zoe = { ...alex, name: 'Zoë Wilber' };
        const spellings = ['alexw', 'ALEX WILBER', 'ZOË WILBER', 'Zoe\u0308 Wilber', ' Zoë Wilber '];
        for (const spelling of spellings) {
          const permissions = withExchange({ ...sendAs(entry(spelling)), ...named(null) });
          assert.deepEqual((await permissions.held(group, zoe))?.rights, ['sendAs'], spelling);
        }
        for (const stranger of ['Alex', 'Wilber', 'Alex Wilber Jr.', 'x Alex Wilber', 'Zoe Wilber']) {
          const permissions = withExchange({ ...sendAs(entry(stranger)), ...named(null) });
          assert.deepEqual((await permissions.held(group, zoe))?.rights, [], stranger);
        }
      });
    });

    it('reads the plain list too, where the one with names is shorter', async () => {
      const withNames = [{ DisplayName: 'Megan Bowen', PrimarySmtpAddress: 'meganb@contoso.com' }];
      assert.deepEqual(await held(onBehalf(['alexw@contoso.com', 'x'], withNames)), ['sendOnBehalf']);
    });

    it('takes the group’s permissions under any name of the group', async () => {
      const identities = [
        'contoso.onmicrosoft.com/Groups/Marketing',
        'marketing@contoso.com',
        group,
        marketing.Guid.toUpperCase(),
        null,
      ];
      for (const Identity of identities)
        assert.deepEqual(await held(sendAs(entry(alex.upn, { Identity }))), ['sendAs']);
    });

    it('is sure of a right that an address speaks for beside a name', async () => {
      const both = sendAs(entry('Alex Wilber'), entry('alexw@contoso.com'));
      const reading = await withExchange({
        ...both,
        'Get-Recipient': ({ Identity }) =>
          Identity === 'Alex Wilber' ? error(exceptions.ambiguous('Alex Wilber')) : rows(alexRecipient),
      }).held(group, alex);
      assert.deepEqual([reading?.rights, reading?.byName], [['sendAs'], []]);
    });

    it('does not mistake a namesake with an address of their own', async () => {
      const namesake = { DisplayName: 'Alex Wilber', PrimarySmtpAddress: 'alexw2@contoso.com' };
      assert.deepEqual(await held(onBehalf(['Alex Wilber'], [namesake])), []);
    });

    it('leaves out what is denied, the group itself, and other rights', async () => {
      const wrong = [
        entry('alexw@contoso.com', { AccessControlType: 'Deny' }),
        entry('alexw@contoso.com', { Deny: 'True' }),
        entry('alexw@contoso.com', { AccessRights: ['ReadPermission'] }),
        entry('alexw@contoso.com', { AccessRights: [] }),
        entry('NT AUTHORITY\\SELF'),
        entry('Zelf', { TrusteeSidString: 'S-1-5-10' }),
      ];
      const reading = await withExchange(sendAs(...wrong)).held(group, alex);
      assert.deepEqual([reading?.sendAs, reading?.rights], [[], []]);
    });

    it('does without a mailbox: who has none is still compared by what the directory knows', async () => {
      const none: Script = { 'Get-Recipient': notFound };
      assert.deepEqual(await held({ ...sendAs(entry('meganb@contoso.com')), ...none }), []);
      assert.deepEqual(await held({ ...sendAs(entry('alexw@contoso.com')), ...none }), ['sendAs']);
    });

    it('gives null for a group that Exchange does not know', async () => {
      const gone: Script = { 'Get-UnifiedGroup': notFound, 'Get-RecipientPermission': notFound };
      assert.equal(await withExchange(gone).held(group, alex), null);
      assert.equal(await withExchange(gone).delegates(group), null);
      const trap: Script = { 'Get-UnifiedGroup': () => rows({ ...marketing, ExternalDirectoryObjectId: other }) };
      assert.equal(await withExchange({ ...gone, ...trap }).delegates(group), null, 'all others instead of none');
    });

    it('is a fault, never "nothing", where the answer is not exactly the group’s', async () => {
      const odd: Record<string, Script> = {
        'the group twice': { 'Get-UnifiedGroup': () => rows(marketing, marketing) },
        'an object without an id': {
          'Get-UnifiedGroup': () => rows({ ...marketing, ExternalDirectoryObjectId: null }),
        },
        'no delegates told': { 'Get-UnifiedGroup': () => rows({ ...marketing, GrantSendOnBehalfTo: undefined }) },
        'delegates of an odd type': onBehalf([7]),
        'permissions of another object': sendAs(entry('alexw@contoso.com', { Identity: 'Training' })),
        'a permission of an odd type': sendAs({ ...entry('x'), AccessRights: 7 }),
        'an unknown exception': { 'Get-RecipientPermission': () => error('Ex1|X.StrangeException|No.') },
      };
      for (const [name, script] of Object.entries(odd)) {
        assert.equal((await fault(withExchange(script).held(group, alex))).code, 'exchange-odd-reply', name);
      }
    });

    describe('whose id somebody else bears as a name', () => {
      const squatter = { ...marketing, ExternalDirectoryObjectId: other, DisplayName: group };
      const finds: Record<string, Script['x']> = {
        'gives both': () => rows(squatter, { ...marketing, GrantSendOnBehalfTo: [alex.upn] }),
        'finds it by a filter': ({ Filter }) =>
          Filter === `ExternalDirectoryObjectId -eq '${group}'`
            ? rows({ ...marketing, GrantSendOnBehalfTo: [alex.upn] })
            : error(exceptions.ambiguous(group)),
        'finds it by its address': ({ Identity }) =>
          Identity === 'marketing@contoso.com'
            ? rows({ ...marketing, GrantSendOnBehalfTo: [alex.upn] })
            : error(Identity === undefined ? 'Ex1|X.ParameterBindingException|No.' : exceptions.ambiguous(group)),
      };
      for (const [what, script] of Object.entries(finds))
        it(`is read where Exchange ${what}`, async () => {
          const byAddress: Script['x'] = ({ Identity }) =>
            Identity === 'marketing@contoso.com' ? rows(entry(alex.upn)) : error(exceptions.ambiguous(group));
          const permissions = withExchange({ 'Get-UnifiedGroup': script, 'Get-RecipientPermission': byAddress });
          assert.deepEqual((await permissions.held(group, alex))?.rights, ['sendAs', 'sendOnBehalf']);
        });

      it('is a fault, never "gone", where Exchange tells them apart by nothing', async () => {
        const several = () => error(exceptions.ambiguous(group));
        assert.equal(
          (await fault(withExchange({ 'Get-UnifiedGroup': several }).held(group, alex))).code,
          'exchange-odd-reply',
        );
        const listed = withExchange({
          'Get-RecipientPermission': () => error(exceptions.ambiguous(alexId)),
          'Get-Recipient': several,
        });
        assert.equal((await fault(listed.listedFor(alex))).code, 'exchange-odd-reply');
      });

      it('gives its right by an identity that is its alone', async () => {
        const permissions = withExchange({
          'Add-RecipientPermission': ({ Identity, Trustee }) =>
            Identity === marketing.Guid && Trustee === alexRecipient.Guid
              ? {}
              : error(exceptions.ambiguous(String(Identity))),
        });
        assert.deepEqual(await permissions.add(group, alex, 'sendAs'), { result: 'done' });
      });
    });

    it('falls back to the group’s address where the id is not understood', async () => {
      const everything = entry('alexw@contoso.com', { Identity: 'Training' });
      for (const byId of [error(exceptions.notFound(group)), rows(everything)]) {
        const script: Script = {
          'Get-RecipientPermission': ({ Identity }) =>
            Identity === 'marketing@contoso.com' ? rows(entry('meganb@contoso.com')) : byId,
        };
        const reading = await withExchange(script).delegates(group);
        assert.deepEqual(
          reading?.sendAs.map(({ name }) => name),
          ['meganb@contoso.com'],
        );
      }
    });

    it('passes on why Exchange cannot be read, and when to come back', async () => {
      exchange.answer = (_, response) => json(response, 429, {}, { 'retry-after': '45' });
      const answer = exchange.answer;
      const permissions = withExchange();
      exchange.answer = answer;
      const throttled = await fault(permissions.held(group, alex));
      assert.deepEqual([throttled.code, throttled.retryAt], ['exchange-throttled', new Date(now.getTime() + 45_000)]);
      const cases: readonly (readonly [Said, string])[] = [
        [{ status: 403 }, 'exchange-forbidden'],
        [{ status: 503 }, 'exchange-unavailable'],
        [{ status: 500 }, 'exchange-unavailable'],
        [{ status: 404 }, 'exchange-odd-reply'],
      ];
      for (const [said, code] of cases) {
        assert.equal((await fault(withExchange({ 'Get-UnifiedGroup': () => said }).delegates(group))).code, code);
        assert.equal(
          (await fault(withExchange({ 'Get-RecipientPermission': () => said }).delegates(group))).code,
          code,
        );
      }
    });
  });

  it('says of every read that the app lacks a role, however Exchange words it', async () => {
    const said = (cmdlet: string): Record<string, Said> => {
      const text = `User is not allowed to call ${cmdlet}`;
      const body = { code: 'Forbidden', message: text };
      return {
        'in details': error(text, 403),
        'with a type': error(`Ex1|X.CmdletAccessDeniedException|${text}`, 403),
        'in the message': { status: 403, body: { error: body } },
        inside: { status: 403, body: { error: { ...body, innererror: { internalexception: { message: text } } } } },
        'as plain text': { status: 403, body: text },
        'as 401': error(text, 401),
        'as 400': error(text),
        'as 500': error(text, 500),
        'as 503': error(text, 503),
        'on a 200': { body: { value: [], '@adminapi.errors': [text] } },
        'without a word': { status: 403 },
      };
    };
    for (const cmdlet of ['Get-RecipientPermission', 'Get-UnifiedGroup', 'Get-Recipient']) {
      for (const [how, answer] of Object.entries(said(cmdlet))) {
        const permissions = withExchange({ ...sendAs(entry('Alex Wilber')), [cmdlet]: () => answer });
        assert.equal((await fault(permissions.held(group, alex))).code, 'exchange-forbidden', `${cmdlet} ${how}`);
      }
    }
  });

  describe('naming delegates', () => {
    const script: Script = {
      ...sendAs(entry('alexw@contoso.com'), entry('aw@contoso.com'), entry('S-1-5-21-9-9-9-9')),
      ...onBehalf([meganId], [{ DisplayName: 'Megan Bowen', PrimarySmtpAddress: 'meganb@contoso.com' }]),
      'Get-Recipient': ({ Identity }) =>
        ['alexw@contoso.com', 'aw@contoso.com', alexId].includes(String(Identity))
          ? rows(alexRecipient)
          : Identity === 'meganb@contoso.com'
            ? rows(megan)
            : notFound({ Identity }),
    };

    it('shows each once, by name, with address and id where Exchange has them', async () => {
      const reading = await withExchange(script).delegates(group);
      assert.deepEqual(reading?.sendAs, [
        { name: 'Alex Wilber', address: 'alex.wilber@contoso.com', objectId: alexId },
        { name: 'S-1-5-21-9-9-9-9', address: null, objectId: null },
      ]);
      assert.deepEqual(reading?.sendOnBehalf, [
        { name: 'Megan Bowen', address: 'meganb@contoso.com', objectId: meganId },
      ]);
    });

    it('asks for a name once in ten minutes', async () => {
      const permissions = withExchange(script);
      const asked = async () => {
        calls.splice(0);
        await permissions.delegates(group);
        return calls.filter(({ name }) => name === 'Get-Recipient').length;
      };
      assert.ok((await asked()) > 0);
      assert.equal(await asked(), 0);
      now = new Date(now.getTime() + 11 * 60_000);
      assert.ok((await asked()) > 0);
    });

    it('does without names when they cannot be had', async () => {
      const reading = await withExchange({ ...script, 'Get-Recipient': () => ({ status: 500 }) }).delegates(group);
      assert.deepEqual(
        reading?.sendAs.map(({ name }) => name),
        ['alexw@contoso.com', 'aw@contoso.com', 'S-1-5-21-9-9-9-9'],
      );
    });
  });

  describe('changing a right', () => {
    it('sends deltas only, by ids, once it has found exactly the two that bear them', async () => {
      const permissions = withExchange({
        'Add-RecipientPermission': () => ({}),
        'Remove-RecipientPermission': () => ({}),
        'Set-UnifiedGroup': () => ({ body: { value: [] } }),
      });
      for (const right of ['sendAs', 'sendOnBehalf'] as const) {
        assert.deepEqual(await permissions.add(group, alex, right), { result: 'done' });
        assert.deepEqual(await permissions.remove(group, alex, right), { result: 'done' });
      }
      const sendAs = { Identity: group, Trustee: alexId, AccessRights: ['SendAs'], Confirm: false };
      const table = '#Exchange.GenericHashTable';
      const first = calls.slice(0, 2).map(({ name, parameters }) => `${name} ${parameters.Identity}`);
      assert.deepEqual(first.toSorted(), [`Get-Recipient ${alex.upn}`, `Get-UnifiedGroup ${group}`]);
      assert.deepEqual(calls.slice(2), [
        { name: 'Add-RecipientPermission', parameters: sendAs },
        { name: 'Remove-RecipientPermission', parameters: sendAs },
        {
          name: 'Set-UnifiedGroup',
          parameters: { Identity: group, GrantSendOnBehalfTo: { '@odata.type': table, add: [alexId] } },
        },
        {
          name: 'Set-UnifiedGroup',
          parameters: { Identity: group, GrantSendOnBehalfTo: { '@odata.type': table, remove: [alexId] } },
        },
      ]);
    });

    it('tells a repeat from a change by Exchange’s warnings', async () => {
      const add = 'The appropriate access control entry is already present on the object "Marketing" for account "x".';
      const remove =
        'Can\'t remove the access control entry on "Marketing" for account "x" because the ACE isn\'t present.';
      const set = "The command completed successfully but no settings of 'Marketing' have been modified.";
      const permissions = withExchange({
        'Add-RecipientPermission': () => warning(add),
        'Remove-RecipientPermission': () => warning(remove),
        'Set-UnifiedGroup': () => warning(set),
      });
      for (const right of ['sendAs', 'sendOnBehalf'] as const) {
        assert.deepEqual(await permissions.add(group, alex, right), { result: 'already' });
        assert.deepEqual(await permissions.remove(group, alex, right), { result: 'already' });
      }
      const other = withExchange({ 'Add-RecipientPermission': () => warning('Something else is worth knowing.') });
      assert.deepEqual(await other.add(group, alex, 'sendAs'), { result: 'done' });
    });

    const outcome = (said: Said, more: Script = {}): Promise<Outcome> =>
      withExchange({ ...more, 'Add-RecipientPermission': () => said, 'Set-UnifiedGroup': () => said }).add(
        group,
        alex,
        'sendAs',
      );

    it('says why it is refused', async () => {
      const refused = async (said: Said, why: string, more?: Script) =>
        assert.deepEqual(await outcome(said, more), { result: 'refused', why });
      await refused(error(exceptions.notFound(group), 404), 'group-gone', { 'Get-UnifiedGroup': notFound });
      await refused(error(exceptions.noDelegate(alexId)), 'beneficiary-no-mailbox', { 'Get-Recipient': notFound });
      const ineligible = `You can't grant SendOnBehalfTo to "${alexId}". You can only grant SendOnBehalfTo to mailboxes, mail users, security groups.`;
      await refused(error(`Ex1|X.RecipientTaskException|${ineligible}`), 'beneficiary-no-mailbox');
      await refused({ status: 403 }, 'exchange-forbidden');
      await refused(error('User is not allowed to call Add-RecipientPermission', 403), 'exchange-forbidden');
    });

    it('takes no "not found" for final while it finds the two: another server may not know them yet', async () => {
      const unproven = [
        ...[exceptions.noDelegate(alexId), exceptions.notFound('marketing@contoso.com'), exceptions.notFound(group)],
        exceptions.ambiguous(alexId),
      ];
      for (const said of unproven) {
        const { result, ...rest } = await outcome(error(said));
        assert.deepEqual([result, 'blockedBy' in rest && rest.blockedBy], ['not-yet', null], said);
      }
      const strange = await outcome(error('Ex1|X.StrangeException|No.'));
      assert.deepEqual(strange, { result: 'not-yet', said: 'StrangeException', blockedBy: null });
    });

    it('is refused once a look has found that one of the two is gone', async () => {
      let gone = false;
      const script: Script = {
        'Get-Recipient': ({ Identity }) =>
          Identity === alexId && !gone ? rows(alexRecipient) : notFound({ Identity }),
        'Get-UnifiedGroup': ({ Identity }) => (Identity === group ? rows(marketing) : notFound({ Identity })),
        'Add-RecipientPermission': () => {
          gone = true;
          return error(exceptions.noDelegate(alexId));
        },
      };
      const permissions = withExchange(script);
      const refused = { result: 'refused', why: 'beneficiary-no-mailbox' };
      assert.deepEqual(await permissions.add(group, alex, 'sendAs'), refused);
    });

    it('names an entry of somebody else that is in the way, and tries no other identity for it', async () => {
      const orphan = 'dddddddd-0000-4000-8000-0000000000ff';
      const permissions = withExchange({ 'Set-UnifiedGroup': () => error(exceptions.noDelegate(orphan)) });
      const blocked = { result: 'not-yet', said: 'ManagementObjectNotFoundException', blockedBy: orphan };
      assert.deepEqual(await permissions.add(group, alex, 'sendOnBehalf'), blocked);
      assert.equal(calls.filter(({ name }) => name === 'Set-UnifiedGroup').length, 1);
    });

    it('sends nothing when Exchange finds somebody else by the person’s id', async () => {
      const colleague = { ...megan, DisplayName: alexId };
      const permissions = withExchange({
        'Get-Recipient': ({ Identity }) => (Identity === alexId ? rows(colleague) : notFound({ Identity })),
        'Add-RecipientPermission': () => ({}),
        'Set-UnifiedGroup': () => ({}),
      });
      const refused = { result: 'refused', why: 'beneficiary-no-mailbox' };
      for (const right of ['sendAs', 'sendOnBehalf'] as const)
        assert.deepEqual(await permissions.add(group, alex, right), refused);
      assert.ok(calls.every(({ name }) => name.startsWith('Get-')));
    });

    it('sends nothing for somebody who was only found by a text that is the person’s id', async () => {
      const colleague = { ...megan, DisplayName: alexId };
      const permissions = withExchange({
        ...onBehalf([alexId, 'someone@contoso.com']),
        'Get-Recipient': ({ Identity }) => (Identity === alexId ? rows(colleague) : notFound({ Identity })),
        'Add-RecipientPermission': () => ({}),
      });
      await permissions.delegates(group);
      const refused = { result: 'refused', why: 'beneficiary-no-mailbox' };
      assert.deepEqual(await permissions.add(group, alex, 'sendAs'), refused);
      assert.ok(calls.every(({ name }) => name.startsWith('Get-')));
    });

    it('takes a person for nobody only where Exchange says so: several by one name are no proof', async () => {
      const permissions = withExchange({ 'Get-Recipient': () => error(exceptions.ambiguous(alexId)) });
      const odd = { result: 'not-yet', said: 'exchange-odd-reply', blockedBy: null };
      assert.deepEqual(await permissions.add(group, alex, 'sendAs'), odd);
    });

    it('tries once more by addresses where an id is not understood', async () => {
      const permissions = withExchange({
        'Add-RecipientPermission': ({ Identity, Trustee }) =>
          Identity === 'marketing@contoso.com' && Trustee === 'alex.wilber@contoso.com' ? {} : notFound({ Identity }),
        'Set-UnifiedGroup': ({ GrantSendOnBehalfTo }) =>
          JSON.stringify(GrantSendOnBehalfTo).includes('alex.wilber@contoso.com')
            ? {}
            : error(exceptions.ambiguous(alexId)),
      });
      assert.deepEqual(await permissions.add(group, alex, 'sendAs'), { result: 'done' });
      assert.deepEqual(await permissions.remove(group, alex, 'sendOnBehalf'), { result: 'done' });
    });

    it('answers, and does not throw, when that second try cannot be prepared', async () => {
      const said = error(exceptions.notFound(group));
      assert.deepEqual(await outcome(said, { 'Get-UnifiedGroup': () => ({ status: 403 }) }), {
        ...{ result: 'refused', why: 'exchange-forbidden' },
      });
      assert.equal((await outcome(said, { 'Get-Recipient': () => ({ status: 503 }) })).result, 'retry');
      assert.equal((await outcome(said, { 'Get-Recipient': () => ({ status: 500 }) })).result, 'retry');
    });

    it('says when to come back', async () => {
      const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
      assert.deepEqual(await outcome({ status: 429 }), { result: 'retry', why: 'throttled', at: at(2) });
      assert.deepEqual(await outcome({ status: 503 }), { result: 'retry', why: 'unavailable', at: at(0.5) });
    });

    it('says that it does not know, where the answer is lost or not understood', async () => {
      for (const said of [{ status: 504 }, { status: 500 }, { status: 200, body: [] }, { status: 200, body: 'done' }]) {
        assert.deepEqual(await outcome(said), { result: 'unknown' }, JSON.stringify(said));
      }
    });

    it('always gives an outcome, whatever Exchange says', async () => {
      const results = new Set(['done', 'already', 'retry', 'refused', 'unknown']);
      const body = fc.oneof(
        fc.jsonValue(),
        fc.record({ value: fc.jsonValue(), '@adminapi.warnings': fc.jsonValue() }),
        fc.record({ error: fc.jsonValue() }),
      );
      const status = fc.constantFrom(200, 400, 401, 403, 404, 429, 500, 503, 504);
      await fc.assert(
        fc.asyncProperty(status, body, async (status, body) => {
          assert.ok(results.has((await outcome({ status, body })).result));
        }),
        { numRuns: 100 },
      );
    });
  });

  describe('an Exchange that shows everybody by a bare name', () => {
    const people: Record<string, string> = { [alexId]: 'Alex Wilber', [meganId]: 'Megan Bowen' };
    const finders: Record<string, Script['x']> = {
      'finds nobody by a name': notFound,
      'finds people by a name': ({ Identity }) =>
        Identity === 'Alex Wilber' ? rows(alexRecipient) : Identity === 'Megan Bowen' ? rows(megan) : rows(),
    };
    for (const [what, byName] of Object.entries(finders)) {
      it(`and ${what}: a right is given, replaced by the other, and given back`, async () => {
        const state = { sendAs: new Set<string>([meganId]), sendOnBehalf: new Set<string>([meganId]) };
        const shown = (ids: ReadonlySet<string>) => [...ids].map((id) => people[id] ?? id);
        const permissions = withExchange({
          'Get-Recipient': (parameters) =>
            parameters.Identity === alexId ? rows(alexRecipient) : (byName?.(parameters) ?? {}),
          'Get-RecipientPermission': () => rows(...shown(state.sendAs).map((name) => entry(name))),
          'Get-UnifiedGroup': () => rows({ ...marketing, GrantSendOnBehalfTo: shown(state.sendOnBehalf) }),
          'Add-RecipientPermission': ({ Trustee }) => {
            state.sendAs.add(String(Trustee));
            return rows();
          },
          'Remove-RecipientPermission': ({ Trustee }) => {
            state.sendAs.delete(String(Trustee));
            return rows();
          },
          'Set-UnifiedGroup': ({ GrantSendOnBehalfTo }) => {
            const { add = [], remove = [] } = GrantSendOnBehalfTo as { add?: string[]; remove?: string[] };
            for (const id of add) state.sendOnBehalf.add(id);
            for (const id of remove) state.sendOnBehalf.delete(id);
            return rows();
          },
        });
        const rights = async () => (await permissions.held(group, alex))?.rights;
        assert.deepEqual(await rights(), []);
        await permissions.add(group, alex, 'sendOnBehalf');
        assert.deepEqual(await rights(), ['sendOnBehalf']);
        await permissions.add(group, alex, 'sendAs');
        assert.deepEqual(await rights(), ['sendAs', 'sendOnBehalf']);
        await permissions.remove(group, alex, 'sendOnBehalf');
        assert.deepEqual(await rights(), ['sendAs']);
        const reading = await permissions.held(group, alex);
        assert.deepEqual(reading?.sendAs.find(({ objectId }) => objectId === alexId)?.address, alex.mail);
        await permissions.remove(group, alex, 'sendAs');
        assert.deepEqual(await rights(), []);
        assert.deepEqual(state, { sendAs: new Set([meganId]), sendOnBehalf: new Set([meganId]) });
      });
    }
  });

  it('says that a person has no mailbox only where Exchange finds none by any identity', async () => {
    const has = (answer: Script['x']) => withExchange({ 'Get-Recipient': answer }).hasMailbox(alex);
    assert.equal(
      await has(({ Identity }) => (Identity === alexId ? rows(alexRecipient) : notFound({ Identity }))),
      true,
    );
    assert.equal(await has(({ Identity }) => (Identity === alex.upn ? rows(alexRecipient) : rows())), true);
    assert.equal(await has(notFound), false);
    assert.equal(await has(() => rows({ ...megan, DisplayName: alexId })), false, 'somebody of that name');
    const unclear: readonly Said[] = [
      ...[error(exceptions.ambiguous(alexId)), error('Ex1|X.StrangeException|No.'), { status: 503 }, { status: 403 }],
      ...[{ body: {} }, { status: 404 }, rows({ DisplayName: alexId })],
    ];
    for (const answer of unclear) assert.ok((await fault(has(() => answer))).code.startsWith('exchange-'));
  });

  it('shows a delegate of whom Exchange says nothing, and asks nobody for a name', async () => {
    const permissions = withExchange({ 'Get-UnifiedGroup': () => rows({ ...marketing, GrantSendOnBehalfTo: [{}] }) });
    const reading = await permissions.delegates(group);
    assert.equal(reading?.sendOnBehalf.length, 1);
    assert.ok(!calls.some(({ name }) => name === 'Get-Recipient'));
  });

  it('reads faults or readings, never anything else, whatever Exchange says', async () => {
    const value = fc.array(
      fc.dictionary(
        fc.constantFrom(...Object.keys(marketing), ...Object.keys(entry('x')), 'GrantSendOnBehalfToWithDisplayNames'),
        fc.jsonValue(),
      ),
      { maxLength: 2 },
    );
    const readings = async (group_: object, permissions: unknown[], recipients: unknown[]) => {
      const script: Script = {
        'Get-UnifiedGroup': () => rows({ ...marketing, ...group_ }),
        'Get-RecipientPermission': () => rows(...permissions),
        'Get-Recipient': () => rows(...recipients),
      };
      try {
        assert.ok((await withExchange(script).held(group, alex)) !== undefined);
      } catch (reason) {
        assert.ok(reason instanceof Fault && reason.code.startsWith('exchange-'), String(reason));
      }
    };
    await fc.assert(
      fc.asyncProperty(value, value, value, ([first = {}], permissions, recipients) =>
        readings(first, permissions, recipients),
      ),
      { numRuns: 100 },
    );
  });

  describe('listing the groups of a person', () => {
    const training = {
      ...marketing,
      ExternalDirectoryObjectId: other,
      Name: 'Training',
      Identity: 'Training',
      DisplayName: 'Training',
    };
    const byName: Script['x'] = ({ Identity }) =>
      Identity === 'Marketing_aaaaaaaa00'
        ? rows(marketing)
        : Identity === 'Training'
          ? rows(training)
          : notFound({ Identity });

    it('gives Microsoft 365 groups only, and only where the entry is really the person’s', async () => {
      const permissions = withExchange({
        'Get-UnifiedGroup': byName,
        'Get-RecipientPermission': () =>
          rows(
            entry('alexw@contoso.com'),
            entry('aw@contoso.com', { Identity: 'Training' }),
            entry('alexw@contoso.com', { Identity: 'Shared mailbox' }),
            entry('meganb@contoso.com', { Identity: 'Sales' }),
            entry('alexw@contoso.com', { Identity: 'Denied', AccessControlType: 'Deny' }),
            entry('NT AUTHORITY\\SELF', { Identity: 'AlexW' }),
          ),
      });
      assert.deepEqual(await permissions.listedFor(alex), { at: now, groups: [group, other] });
      const asked = calls.find(({ name }) => name === 'Get-RecipientPermission');
      assert.deepEqual(asked?.parameters, { Trustee: alexId, ResultSize: 'Unlimited' });
      assert.ok(!calls.some(({ parameters }) => parameters.Identity === 'Sales'));
    });

    it('asks by the sign-in name where the id is not understood', async () => {
      const permissions = withExchange({
        'Get-UnifiedGroup': byName,
        'Get-RecipientPermission': ({ Trustee }) =>
          Trustee === alex.upn ? rows(entry(alex.upn)) : error(exceptions.noDelegate(String(Trustee))),
      });
      assert.deepEqual((await permissions.listedFor(alex)).groups, [group]);
    });

    it('is empty for whom Exchange does not know, and a fault when it cannot be read', async () => {
      const none = withExchange({ 'Get-RecipientPermission': () => error(exceptions.noDelegate(alexId)) });
      assert.deepEqual((await none.listedFor(alex)).groups, []);
      const down = withExchange({ 'Get-RecipientPermission': () => ({ status: 503 }) });
      assert.equal((await fault(down.listedFor(alex))).code, 'exchange-unavailable');
      const nameless = withExchange({
        'Get-RecipientPermission': () => rows(entry('alexw@contoso.com', { Identity: null })),
      });
      assert.equal((await fault(nameless.listedFor(alex))).code, 'exchange-odd-reply');
    });
  });
});

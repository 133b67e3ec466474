import assert from 'node:assert/strict';
import { type Change, toOutcome } from '../../../bot/adapters/exchange/outcomes.ts';
import { parseError, type Reply } from '../../../bot/adapters/exchange/reply.ts';
import type { Outcome } from '../../../bot/ports/permissions.ts';

const at = new Date('2026-11-22T14:02:00Z');
const groupId = 'aaaaaaaa-0000-4000-8000-000000000001';
const alexId = 'bbbbbbbb-0000-4000-8000-000000000001';
const sent: Change = {
  action: 'add',
  group: [groupId, 'marketing@contoso.com'],
  person: [alexId, 'alexw@contoso.com'],
};

const answer = (status: number, body: unknown): Reply => ({
  status,
  text: typeof body === 'string' ? body : JSON.stringify(body),
  comeBack: () => at,
});
const cmdlet = (message: string) => ({ error: { code: 'InternalServerError', details: [{ message }] } });
const outcome = (message: string, change: Change = sent, status = 400): Outcome =>
  toOutcome(parseError(answer(status, cmdlet(message))), change);
const short = (it: Outcome) => ('why' in it ? `${it.result} ${it.why}` : it.result);

const directory = 'Microsoft.Exchange.Data.Directory';
const tasks = 'Microsoft.Exchange.Configuration.Tasks';
const dc = 'AM0PR01A001DC01.EURPR01A001.PROD.OUTLOOK.COM';

/** Exchange's wordings as documentation and public reports show them, and what each means for an approved request. */
const wordings: Readonly<Record<string, readonly string[]>> = {
  'retry busy': [
    `Ex1|${directory}.ADTransientException|Active Directory operation failed on ${dc}. This error is retriable. Additional information: The server is busy.`,
    `Ex1|${directory}.ADTransientException|Could not find any available Domain Controller in domain 'x'.`,
    `Ex1|${directory}.ADOperationException|Active Directory operation failed on ${dc}. This error is retriable.`,
    `Ex1|${directory}.ADOperationException|Active Directory operation failed on ${dc}. This error is not retriable. Additional information: The name reference is invalid. This may be caused by replication latency between Active Directory domain controllers.`,
    `Ex1|${directory}.ADServerSettingsChangedException|An error caused a change in the current set of domain controllers.`,
    `Ex1|${directory}.ServerInMMException|The domain controller '${dc}' is not available for use at the moment. Please try again.`,
    `Ex1|${directory}.DCOverloadedException|Domain controller ${dc} is overloaded.`,
    `Ex1|${directory}.SuitabilityDirectoryException|An Active Directory error 0x51 occurred when trying to check the suitability of server '${dc}'. Error: 'Active directory response: The LDAP server is unavailable.'`,
    `Ex1|${directory}.NoSuitableServerFoundException|No suitable domain controller was found in domain 'x'. Errors: x.`,
    `Ex1|${directory}.ADTopologyEndpointNotFoundException|Could not connect to the topology service.`,
    'Ex1|Microsoft.Exchange.Data.Storage.StorageTransientException|The process failed to get the correct properties.',
    'Ex1|Microsoft.Exchange.Data.Storage.MailboxInTransitException|The mailbox is in transit.',
    'Ex1|Microsoft.Mapi.MapiExceptionADUnavailable|MapiExceptionADUnavailable: Unable to make connection to the server. (hr=0x80004005, ec=2414)',
    'Ex1|Microsoft.Mapi.MapiExceptionNetworkError|MapiExceptionNetworkError: Unable to make connection to the server.',
    'Ex1|Microsoft.Mapi.MapiExceptionTimeout|MapiExceptionTimeout: Unable to open message store.',
    'Ex1|Microsoft.Exchange.Data.Storage.ConnectionFailedTransientException|Cannot open mailbox.',
    `Ex1|Microsoft.Exchange.Configuration.CmdletProxyException|Error on proxy command 'Set-UnifiedGroup -Identity:'x'' to server y: Server version 15.20.5038.0000, Proxy method PSWS: Cmdlet error with following error message: ${directory}.ADServerSettingsChangedException: An error caused a change in the current set of domain controllers..`,
    'Ex1|System.TimeoutException|The operation has timed out.',
    'Ex1|System.ServiceModel.ServerTooBusyException|The HTTP service located at https://x is too busy.',
    'Ex1|System.ServiceModel.CommunicationException|The socket connection was aborted.',
    'Ex1|System.Net.WebException|The underlying connection was closed: An unexpected error occurred on a send.',
    'Ex1|System.Net.WebException|The operation has timed out',
    'Ex1|System.IO.IOException|Unable to read data from the transport connection: An existing connection was forcibly closed by the remote host.',
    'Ex1|X.RpcException|The RPC server is unavailable.',
    'Ex1|Microsoft.Exchange.Management.Tasks.UnifiedGroupException|The group is being provisioned. Try again later.',
    `Ex1|${tasks}.RecipientTaskException|The object is being synchronized with the directory. Please wait a few minutes and try again.`,
    `Ex1|${tasks}.RecipientTaskException|The object has not yet been replicated to this server.`,
    `Ex1|${tasks}.RecipientTaskException|The mailbox is locked by another process.`,
    `Ex1|${tasks}.RecipientTaskException|Another operation on this group is in progress.`,
    `Ex1|${tasks}.RecipientTaskException|The directory service is busy.`,
    'Ex1|X.SomeException|An unexpected error occurred. Retry later.',
    'Ex1|X.TransientDALException|Hygiene.',
    'The service is temporarily unavailable. Please try again later.',
  ],
  'retry throttled': [
    'Ex1|X.OverBudgetException|The account has exceeded its budget.',
    'Ex1|X.ThrottlingException|Fail to create a runspace because you have exceeded the maximum number of connections allowed : 3',
    'The maximum number of concurrent requests per tenant has been exceeded.',
    'Ex1|X.SomeException|Too many requests.',
  ],
  'refused exchange-forbidden': [
    'User is not allowed to call Set-UnifiedGroup',
    "Ex1|X.Y|The parameter 'GrantSendOnBehalfTo' is not present in the role definition of the current user.",
    `Ex1|System.InvalidOperationException|The operation on mailbox "marketing" failed because it's out of the current user's write scope.`,
    `Ex1|${directory}.ADScopeException|'marketing' isn't within your current write scopes. Can't perform save operation.`,
    `Ex1|System.InvalidOperationException|The operation on mailbox "x" failed because it's out of the current user's write scope. The action 'Set-UnifiedGroup' can't be performed on the object because the object is being synchronized from your on-premises organization. This action should be performed on the object in your on-premises organization.`,
  ],
  'refused beneficiary-no-mailbox': [
    `Ex1|${tasks}.RecipientTaskException|You can't grant SendOnBehalfTo to "${alexId}". You can only grant SendOnBehalfTo to mailboxes, mail users, security groups.`,
    `Ex1|${tasks}.RecipientTaskException|"alexw@contoso.com" isn't a security principal. Only mailboxes can be granted permissions.`,
  ],
  'refused exchange-refused': [
    "Ex1|System.Management.Automation.ParameterBindingException|Cannot bind parameter 'Identity'. A string is expected.",
    "Ex1|System.Management.Automation.ParameterBindingException|A parameter cannot be found that matches parameter name 'Force'. Check the name and try again.",
    'Ex1|System.Management.Automation.PSInvalidOperationException|A command that prompts the user failed because the host program does not support user interaction.',
  ],
  'not-yet': [
    'Ex1|X.StrangeException|No.',
    'Bad request',
    `Ex1|${directory}.ADOperationException|Active Directory operation failed on ${dc}. This error is not retriable. Additional information: Access is denied.`,
    `Ex1|${tasks}.ManagementObjectAmbiguousException|The operation couldn't be performed because '${alexId}' matches multiple entries.`,
    `Ex6F9304|${tasks}.ManagementObjectNotFoundException|The operation couldn't be performed because object '${alexId}' couldn't be found on '${dc}'.`,
    `Ex6F9304|${tasks}.ManagementObjectNotFoundException|The operation couldn't be performed because object '${groupId}' couldn't be found on '${dc}'.`,
    `Ex94914C|${tasks}.ManagementObjectNotFoundException|Couldn't find object "Left Long Ago". Please make sure that it was spelled correctly or specify a different object.`,
    'Ex1|X.DataValidationException|The object has been corrupted, and it is in an inconsistent state.',
  ],
  already: [
    'Ex1|X.Y|The appropriate access control entry is already present on the object "Marketing" for account "x".',
  ],
};

describe('what Exchange’s refusals mean', () => {
  for (const [expected, all] of Object.entries(wordings)) {
    for (const wording of all) {
      it(`${expected}: ${wording.slice(0, 150)}`, () => assert.equal(short(outcome(wording)), expected));
    }
  }

  it('a passing error is one wherever the envelope holds it, and whatever its status', () => {
    const text = `Ex1|${directory}.ADTransientException|This error is retriable.`;
    const bodies = [
      cmdlet(text),
      { error: { code: 'x', innererror: { internalexception: { message: text } } } },
      { error: { message: text } },
    ];
    for (const body of bodies) {
      for (const status of [400, 404, 409, 500])
        assert.equal(short(toOutcome(parseError(answer(status, body)), sent)), 'retry busy', `${status}`);
      assert.equal(short(toOutcome(parseError(answer(503, body)), sent)), 'retry unavailable');
    }
  });

  it('a gateway that times out says nothing of the change: it may have been made', () => {
    for (const status of [408, 500, 502, 504]) {
      assert.deepEqual(toOutcome(parseError(answer(status, '<h1>Gateway Time-out</h1>')), sent), { result: 'unknown' });
      assert.deepEqual(toOutcome(parseError(answer(status, { error: { message: 'The operation timed out' } })), sent), {
        result: 'unknown',
      });
    }
  });

  it('says with Exchange’s exception why an unknown refusal is not taken', () => {
    const it = outcome('Ex1|X.Y.StrangeException|No.');
    assert.deepEqual(it, { result: 'not-yet', said: 'StrangeException', blockedBy: null });
  });

  it('a name chosen by somebody never changes what a refusal means', () => {
    const names = ['try again later', 'already present', 'timed out', "because the ACE isn't present", 'write scope'];
    for (const name of names) {
      const text = `Ex1|X.StrangeException|Not for "${name}" nor for '${name}'.`;
      for (const action of ['add', 'remove'] as const)
        assert.equal(short(outcome(text, { ...sent, action })), 'not-yet', name);
    }
  });

  it('a name with quotation marks of its own is no proof that a right is there or gone', () => {
    const said = ['already present', "because the ACE isn't present", 'no settings of mine have been modified'];
    for (const words of said)
      for (const name of [`x' ${words} 'y`, `x" ${words} "y`, `x' ${words} "y`, `" ${words} '`])
        for (const text of [`Not for '${name}'.`, `Not for "${name}".`, `Not for "${name}" nor for '${name}'.`])
          for (const action of ['add', 'remove'] as const)
            assert.notEqual(outcome(`Ex1|X.StrangeException|${text}`, { ...sent, action }).result, 'already', text);
  });

  describe('about somebody else', () => {
    const about = (name: string) => [
      `Ex94914C|${tasks}.ManagementObjectNotFoundException|Couldn't find object "${name}". Please make sure that it was spelled correctly or specify a different object.`,
      `Ex6F9304|${tasks}.ManagementObjectNotFoundException|The operation couldn't be performed because object '${name}' couldn't be found on '${dc}'.`,
      `Ex1|${tasks}.RecipientTaskException|You can't grant SendOnBehalfTo to "${name}". You can only grant SendOnBehalfTo to mailboxes.`,
    ];

    it('is an entry that is in the way, by its name, never the person’s missing mailbox', () => {
      for (const name of [
        'Left Long Ago',
        'malexw@contoso.com',
        "Zoë van 't Hof",
        'dddddddd-0000-4000-8000-0000000000ff',
      ])
        for (const text of about(name))
          assert.deepEqual(
            outcome(text),
            { result: 'not-yet', said: text.split('|')[1]?.split('.').at(-1), blockedBy: name },
            text,
          );
    });

    it('without a name in it is no proof about anybody', () => {
      const text = `Ex94914C|${tasks}.ManagementObjectNotFoundException|Couldn't find the object.`;
      assert.equal(short(outcome(text)), 'not-yet');
    });
  });
});

import type { Right } from '../../domain/request.ts';
import type { Person } from '../../ports/directory.ts';
import type { Invoke } from './invoke.ts';
import { addressOf, type Lookups } from './lookups.ts';
import { isOf } from './match.ts';
import { ambiguous, notAskable, notFound, rowsOf } from './outcomes.ts';
import { allowsSendAs, type Recipient, readGroup, readPermission, readRecipient, type UnifiedGroup } from './rows.ts';

/** Tells those apart whom a text may mean: the server is asked about one object at a time, by what is that one's alone. */
export interface Apart {
  /** Does the group list this one? Null: the server takes no such question. */
  holds(group: UnifiedGroup, it: Recipient, right: Right): Promise<boolean | null>;
  /** Everybody else who bears, as a name, what the person is named by in a change. */
  namedLike(person: Person): Promise<readonly Recipient[]>;
}

/** Properties that somebody may choose. */
const chosen = ['DisplayName', 'Name', 'Alias'] as const;

export function createApart(invoke: Invoke, lookups: Lookups): Apart {
  const asked = async (...[cmdlet, parameters]: Parameters<Invoke>) => {
    const reply = await invoke(cmdlet, parameters);
    return 'failed' in reply && (notFound(reply) || ambiguous(reply) || notAskable(reply))
      ? null
      : rowsOf(reply, cmdlet);
  };

  return {
    async holds(group, it, right) {
      if (right === 'sendOnBehalf') {
        if (it.DistinguishedName === null) return null;
        const Filter = `GrantSendOnBehalfTo -eq ${quoted(it.DistinguishedName)}`;
        const rows = await asked('Get-UnifiedGroup', { Filter });
        const ids = rows?.map((row) => readGroup(row).ExternalDirectoryObjectId);
        return ids?.includes(group.ExternalDirectoryObjectId) ?? null;
      }
      const [Identity, Trustee] = [group, it].map((one) => one.DistinguishedName ?? one.Guid ?? addressOf(one));
      const rows = await asked('Get-RecipientPermission', { Identity, Trustee });
      return rows?.map(readPermission).some((one) => isOf(one, group) && allowsSendAs(one)) ?? null;
    },

    async namedLike(person) {
      const own = await lookups.recipient(person);
      const all = [person.id, person.upn, person.mail, own?.PrimarySmtpAddress ?? null, own?.Guid ?? null];
      const texts = [...new Set(all.filter((each) => each !== null))];
      const questions = texts.flatMap((text) => chosen.map((property) => `${property} -eq ${quoted(text)}`));
      const found = await Promise.all(questions.map((Filter) => asked('Get-Recipient', { Filter })));
      const others = found.flatMap((rows) => (rows ?? []).map(readRecipient));
      return [...new Map(others.map((one) => [one.ExternalDirectoryObjectId, one])).values()].filter(
        ({ ExternalDirectoryObjectId: id }) => id !== '' && id !== person.id,
      );
    },
  };
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

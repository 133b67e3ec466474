import type { ExchangeChange } from '../../bot/sandbox/twin.ts';
import type { Recorded } from '../crash/stored.ts';
import type { Scene } from './scene.ts';

const keyOf = ({ group, person, right }: Pick<Recorded, 'group' | 'person' | 'right'>) => `${group} ${person} ${right}`;
const hoursOf: Readonly<Record<string, number>> = { PT30M: 0.5, PT2H: 2, P1D: 24, P3D: 72 };
const hour = 3_600_000;

interface Asked {
  readonly requester: string;
  readonly beneficiary: string;
  readonly group: string;
  readonly right: 'sendAs' | 'sendOnBehalf';
  readonly term: { readonly kind: string; readonly duration?: string } | null;
}
interface Known {
  readonly asked: Asked;
  readonly key: string;
  approvedAt: number | null;
  added: number;
}

/** What was found to be wrong, step by step; and which right of ours ends when, by what was asked. */
export class Findings {
  readonly faults: string[] = [];
  /** Rights of ours that stand in Exchange, and when they must be gone (ms since 1970); null: no end was asked. */
  readonly ends = new Map<string, number | null>();
  readonly #scene: Scene;
  readonly #requests = new Map<string, Known>();
  /** Ends that somebody or the clock has decided, by entry. */
  readonly #ending = new Map<string, number>();
  #seq = 0;
  #changes = 0;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** To be called at rest: looks at what is new on record and in Exchange. */
  async look(): Promise<void> {
    const records = await this.#scene.beside.audit(this.#seq);
    for (const record of records) this.#judge(record);
    this.#seq = records.at(-1)?.seq ?? this.#seq;
    const changes = this.#scene.twin.changes.slice(this.#changes);
    for (const change of changes) this.#proved(change);
    this.#changes += changes.length;
  }

  #fault(text: string, record: unknown): void {
    this.faults.push(`${text}: ${JSON.stringify(record)}`);
  }

  #judge(record: Recorded): void {
    switch (record.event) {
      case 'request.made':
        this.#made(record);
        break;
      case 'request.approved':
      case 'request.denied':
        this.#decided(record);
        break;
      case 'right.applied':
        this.#applied(record);
        break;
      case 'right.ending':
        this.#ended(record);
        break;
      case 'request.cancelled': {
        const known = this.#requests.get(record.request);
        if (known?.approvedAt === null && record.actor !== known.asked.requester)
          this.#fault('cancelled by somebody who had not asked', record);
      }
    }
  }

  #made(record: Recorded): void {
    const asked = record.data.asked as Asked;
    this.#requests.set(record.request, { asked, key: keyOf(record), approvedAt: null, added: 0 });
    const { step } = this.#scene;
    if (asked.requester !== record.actor || !step.sent.has(record.actor))
      this.#fault('made by somebody who said nothing', record);
    const meant = step.meant.get(record.actor);
    if (meant !== undefined && (asked.group !== meant || asked.beneficiary !== record.actor))
      this.#fault(`an honest member has asked for ${meant}`, record);
  }

  #decided(record: Recorded): void {
    const { step, tenure } = this.#scene;
    const known = this.#requests.get(record.request);
    if (known === undefined) {
      this.#fault('decided on what nobody asked', record);
      return;
    }
    const { actor, request } = record;
    if (keyOf(record) !== known.key) this.#fault(`asked was ${known.key}`, record);
    if (!tenure.decides(actor, record.group, known.asked, step.from, Date.parse(record.at)))
      this.#fault('decided by somebody who was not entitled', record);
    const verb = record.event === 'request.approved' ? /approve/i : /deny/i;
    const sent = step.sent.get(actor)?.filter((one) => one.toUpperCase().includes(request) && verb.test(one)) ?? [];
    if (sent.length === 0) this.#fault(`${actor} has not sent that`, record);
    const card = step.shown.get(`${actor} ${request}`);
    if (card !== undefined && record.event === 'request.approved') this.#readable(record, card);
    if (record.event === 'request.approved') known.approvedAt = Date.parse(record.at);
  }

  /** An honest decider has seen the group's and the person's address, the right and the number on the card. */
  #readable(record: Recorded, card: string): void {
    const { tenure } = this.#scene;
    const until = Date.parse(record.at);
    const wanted = [
      [record.request],
      tenure.addresses(record.group, until),
      tenure.addresses(record.person, until),
      record.right === 'sendAs' ? ['Send as', 'Verzenden als'] : ['Send on behalf', 'Verzenden namens'],
    ];
    for (const some of wanted)
      if (!some.some((one) => card.toLowerCase().includes(one.toLowerCase())))
        this.#fault(`the card did not show ${some.join(' or ')}: ${card.replaceAll('\n', ' | ')}`, record);
  }

  #applied(record: Recorded): void {
    const known = this.#requests.get(record.request);
    if (known === undefined || known.approvedAt === null) {
      this.#fault('applied without an approval', record);
      return;
    }
    const { term } = known.asked;
    const hours = term === null ? null : hoursOf[term.duration ?? ''];
    if (hours === undefined) {
      this.#fault('a term that nobody asks for', record);
      return;
    }
    const end = hours === null ? null : Date.parse(record.at) + hours * hour;
    if (record.data.origin === 'granted') this.ends.set(known.key, end);
  }

  #ended(record: Recorded): void {
    const { step, tenure } = this.#scene;
    this.#ending.set(keyOf(record), Date.parse(record.at));
    const { actor } = record;
    if (actor === 'behalf') {
      const end = this.ends.get(keyOf(record));
      if (typeof end !== 'number' || Date.parse(record.at) < end) this.#fault(`expired before ${end}`, record);
      return;
    }
    const known = this.#requests.get(record.request);
    const own = known !== undefined && known.asked.requester === actor && !this.ends.has(known.key);
    if (!own && !tenure.ends(actor, record.group, record.person, step.from, Date.parse(record.at)))
      this.#fault('ended by somebody who was not entitled', record);
  }

  /** Each change in Exchange goes back to a decision. */
  #proved(change: ExchangeChange): void {
    const key = keyOf(change);
    const at = Date.parse(change.at);
    if (change.change === 'add') {
      const open = [...this.#requests.values()].find(
        (one) => one.key === key && one.approvedAt !== null && one.approvedAt <= at && one.added === 0,
      );
      if (open === undefined) this.#fault('added without a decision', change);
      else open.added += 1;
      return;
    }
    const other = change.right === 'sendAs' ? 'sendOnBehalf' : 'sendAs';
    const replaced = [...this.#requests.values()].some(
      (one) => one.key === keyOf({ ...change, right: other }) && one.approvedAt !== null && one.approvedAt <= at,
    );
    const ending = this.#ending.get(key);
    if (!replaced && (ending === undefined || ending > at)) this.#fault('removed without a decision', change);
    this.ends.delete(key);
    this.#ending.delete(key);
  }

  /** The end that comes next (ms since 1970); null: none is due at any time. */
  next(): number | null {
    const all = [...this.ends.values()].filter((one) => one !== null);
    return all.length === 0 ? null : Math.min(...all);
  }

  /** Is every right whose time was up a minute ago gone? */
  overdue(): void {
    const now = this.#scene.now();
    for (const [key, end] of this.ends)
      if (end !== null && end + 60_000 < now) {
        this.#fault(`not gone a minute after its end, ${new Date(end).toISOString()}`, key);
        this.ends.set(key, null);
      }
  }
}

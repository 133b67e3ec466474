/** Bodies of which each is malformed, or foreign, by the way it is made: whatever they hold, the answer is a refusal. */
import fc from 'fast-check';
import { activityOf, type Json, kinds } from '../adapters/teams/draft.ts';
import type { Answered, Guarded } from '../adapters/teams/guarded.ts';

export interface Malformed {
  /** The way it was made. */
  readonly made: string;
  readonly body: Buffer;
  readonly contentType?: string;
}

const utf8 = (value: unknown) => Buffer.from(JSON.stringify(value));
const anyJson = fc.jsonValue({ maxDepth: 4 });
// JSON writes what is infinite as null, which is the same as absent.
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const notText = fc.oneof(finite, fc.boolean(), fc.array(anyJson), fc.dictionary(anyText, anyJson));
const notObject = fc.oneof(finite, fc.boolean(), anyText, fc.constant(null));

const texts = [
  'type',
  'channelId',
  'serviceUrl',
  'id',
  'name',
  'action',
  'text',
  'locale',
  'localTimezone',
  'replyToId',
];
const objects = ['from', 'recipient', 'conversation'];
const lists = ['entities', 'membersAdded', 'membersRemoved'];
const needed = ['type', 'channelId', 'serviceUrl', ...objects];
/** Neither white space nor anything that a client could mean. */
const invalid = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80], [0xe2, 0x82]];

/** A part of an activity changed: `field` or `field.part`. */
function changed(activity: Json, path: string, value: unknown): Json {
  const [field = '', part] = path.split('.');
  return { ...activity, [field]: part === undefined ? value : { ...Object(activity[field]), [part]: value } };
}

const inserted = (body: Buffer, at: number, bytes: readonly number[]) => {
  const where = at % (body.length + 1);
  return Buffer.concat([body.subarray(0, where), Buffer.from(bytes), body.subarray(where)]);
};

type Way = (activity: fc.Arbitrary<Json>) => fc.Arbitrary<Omit<Malformed, 'made'>>;

const shapes: Readonly<Record<string, Way>> = {
  'a field of another type': (activity) =>
    fc
      .tuple(
        activity,
        fc.oneof(
          fc.tuple(fc.constantFrom(...texts), notText),
          fc.tuple(
            fc.constantFrom(...objects, ...lists),
            notObject.filter((value) => value !== null),
          ),
          fc.tuple(
            fc.constantFrom(...objects.map((field) => `${field}.id`)),
            fc.oneof(notText, fc.constantFrom(null, '')),
          ),
          fc.tuple(fc.constantFrom('from.name', 'from.aadObjectId', 'conversation.tenantId'), notText),
        ),
      )
      .map(([it, [path, value]]) => ({ body: utf8(changed(it, path, value)) })),
  'a field missing': (activity) =>
    fc
      .tuple(activity, fc.constantFrom(...needed), fc.constantFrom(null, undefined))
      .map(([it, field, value]) => ({ body: utf8({ ...it, [field]: value }) })),
  'a value of another bot, tenant, channel or host': (activity) =>
    fc
      .tuple(activity, fc.constantFrom('serviceUrl', 'channelId', 'recipient.id', 'conversation.tenantId'), anyText)
      .map(([it, path, value]) => ({ body: utf8(changed(it, path, value)) })),
  'any JSON': () => anyJson.map((value) => ({ body: utf8(value) })),
};

const bytes: Readonly<Record<string, Way>> = {
  'cut off': (activity) =>
    fc.tuple(activity, fc.nat()).map(([it, at]) => ({ body: utf8(it).subarray(0, at % utf8(it).length) })),
  'any bytes': () => fc.uint8Array({ maxLength: 2000 }).map((it) => ({ body: Buffer.from(it) })),
  'bytes that are no UTF-8': (activity) =>
    fc
      .tuple(activity, fc.nat(), fc.constantFrom(...invalid))
      .map(([it, at, more]) => ({ body: inserted(utf8(it), at, more) })),
  'a raw control character': (activity) =>
    fc
      .tuple(activity, fc.nat(), fc.constantFrom(0, 1, 8, 11, 12, 27, 31))
      .map(([it, at, code]) => ({ body: inserted(utf8(it), at, [code]) })),
  'more behind its end': (activity) =>
    fc
      .tuple(activity, fc.constantFrom('x', '{}', ',', ']', '}', '\0', '"', '//', '/**/'))
      .map(([it, more]) => ({ body: Buffer.concat([utf8(it), Buffer.from(more)]) })),
  'too deep': (activity) =>
    fc.tuple(activity, fc.integer({ min: 32, max: 3000 }), fc.constantFrom('[]', '{}')).map(([it, levels, kind]) => {
      const [open, close] = kind === '[]' ? ['[', ']'] : ['{"a":', '}'];
      const deep = `${open.repeat(levels)}1${close.repeat(levels)}`;
      return { body: Buffer.from(JSON.stringify(it).replace(/}$/, () => `,"deep":${deep}}`)) };
    }),
  'another content type': (activity) =>
    fc
      .tuple(activity, fc.constantFrom('text/plain', 'application/xml', 'application/json; charset=latin1', 'json'))
      .map(([it, contentType]) => ({ body: utf8(it), contentType })),
};

const large: Way = (activity) => activity.map((it) => ({ body: utf8({ ...it, text: 'x'.repeat(256 * 1024) }) }));

/** Any of them; those of more than 256 KB seldom, since they cost a thousand others. */
export function malformed(world: Guarded): fc.Arbitrary<Malformed> {
  const activity = fc.constantFrom(...kinds.map((kind) => activityOf(world, kind)));
  const ways = Object.entries({ ...shapes, ...bytes }).map(([made, way]) => ({
    weight: 100,
    arbitrary: way(activity).map((it) => ({ made, ...it })),
  }));
  return fc.oneof(...ways, { weight: 2, arbitrary: large(activity).map((it) => ({ made: 'too large', ...it })) });
}

/** A fault as text, and what there was to it. */
export function describeFault({ made, body }: Malformed, { status, body: answer }: Answered): string {
  return `${status} ${JSON.stringify(answer.slice(0, 200))} to a body with ${made}: ${body.subarray(0, 2000).toString('base64')}`;
}

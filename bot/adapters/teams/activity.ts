import { z } from 'zod';

/** Teams writes `null` for some absent fields: both mean absent. */
const maybe = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined) as z.ZodType<z.output<T> | undefined>;

const id = z.string().min(1).max(1000);
const account = z.object({ id, name: maybe(z.string()), aadObjectId: maybe(z.string()) });

/** The fields of a Bot Framework activity that we read. Anything else in it is dropped. */
const schema = z.object({
  type: z.string().min(1).max(100),
  id: maybe(id),
  name: maybe(z.string()),
  action: maybe(z.string()),
  channelId: z.string(),
  serviceUrl: z.string().max(2000),
  from: account,
  recipient: account,
  conversation: z.object({
    id,
    conversationType: maybe(z.string()),
    isGroup: maybe(z.boolean()),
    tenantId: maybe(z.string()),
  }),
  channelData: maybe(z.object({ tenant: maybe(z.object({ id: z.string() })), eventType: maybe(z.string()) })),
  text: maybe(z.string()),
  attachments: maybe(z.array(z.object({ contentType: maybe(z.string()), content: z.unknown().optional() }))),
  locale: maybe(z.string()),
  localTimezone: maybe(z.string()),
  replyToId: maybe(id),
  value: z.unknown().optional(),
  entities: maybe(z.array(z.looseObject({ type: z.string() }))),
  membersAdded: maybe(z.array(account)),
  membersRemoved: maybe(z.array(account)),
});

/** An activity whose shape has been checked. Its content is still what a stranger wrote. */
export type Incoming = z.output<typeof schema>;

/**
 * Parsed JSON → an activity, or null when it is none. What a person does (message, invoke) must carry an id, or the
 * same delivery could not be told from a new one.
 */
export function parseActivity(json: unknown): Incoming | null {
  const { data } = schema.safeParse(json);
  const spoken = data?.type === 'message' || data?.type === 'invoke';
  return !data || (spoken && !data.id) ? null : data;
}

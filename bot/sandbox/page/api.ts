import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { streamSSE } from 'hono/streaming';
import type { Twin } from '../twin.ts';
import { acts } from './acts.ts';
import type { Feed } from './feed.ts';
import type { Memory } from './memory.ts';
import type { Patch } from './protocol.ts';

const beat = 15_000;

/**
 * The page's requests: the state, its changes as server-sent events, and what a person does. 400 for what cannot be
 * understood, 404 for an unknown act, 413 for a body over 256 KB, 502 with the reason when the bot cannot be reached.
 */
export function api(twin: Twin, memory: Memory, feed: Feed): Hono {
  const app = new Hono();
  const known = acts(twin, memory);
  app.use(bodyLimit({ maxSize: 256 * 1024 }));
  app.get('/state', (context) => context.json(feed.whole()));
  app.get('/events', (context) =>
    streamSSE(context, async (stream) => {
      const send = (patch: Patch) => void stream.writeSSE({ data: JSON.stringify(patch) });
      stream.onAbort(feed.subscribe(send));
      send(feed.whole());
      while (!stream.aborted && !stream.closed) {
        await stream.sleep(beat);
        await stream.writeSSE({ event: 'beat', data: '' });
      }
    }),
  );
  app.post('/:act', async (context) => {
    const act = known.get(context.req.param('act'));
    if (!act) return context.json({ error: 'unknown' }, 404);
    const done = act(await context.req.json().catch(() => null));
    if (!done) return context.json({ error: 'malformed' }, 400);
    const answer = await done;
    feed.poke();
    return context.json(answer);
  });
  app.onError((error, context) =>
    error instanceof HTTPException ? error.getResponse() : context.json({ error: error.message }, 502),
  );
  return app;
}

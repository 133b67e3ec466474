import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { createMetrics, createMetricsServer } from '../../../bot/adapters/log/metrics.ts';

describe('the metrics', () => {
  const metrics = createMetrics();
  const server = createMetricsServer(metrics);
  const read = async () => (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();

  before(() => server.listen(0));
  after(() => server.close());

  it('count and time, by label', async () => {
    metrics.count('refused', { why: 'token-missing' });
    metrics.count('refused', { why: 'token-missing' });
    metrics.time('turn', 30, { kind: 'message' });
    const text = await read();
    assert.match(text, /^behalf_refused_total\{why="token-missing"\} 2$/m);
    assert.match(text, /^behalf_turn_seconds_sum\{kind="message"\} 0\.03$/m);
    assert.match(text, /^process_resident_memory_bytes /m);
  });
  it('take a label that is no code as "other", and one too many or too few without complaint', async () => {
    metrics.count('odd-name', { why: 'let Alex send' });
    metrics.count('odd-name', { another: 'x' });
    metrics.count('odd-name');
    assert.match(await read(), /^behalf_odd_name_total\{why="other"\} 3$/m);
  });
  it('answer nothing else', async () => {
    const url = `http://127.0.0.1:${server.port}`;
    for (const [method, path] of [
      ['GET', '/'],
      ['POST', '/metrics'],
      ['GET', '/metrics/x'],
    ] as const) {
      const response = await fetch(`${url}${path}`, { method });
      assert.deepEqual([response.status, await response.text()], [404, '']);
    }
  });
});

import assert from 'node:assert/strict';
import tls from 'node:tls';
import { startTwin } from '../../bot/sandbox/start.ts';
import { adminGroupId, auditorGroupId, demoGroup, demoPerson, demoWorld } from '../../bot/sandbox/world.ts';

describe('sandbox: start', () => {
  it('listens on loopback only, with a certificate of its own authority', async () => {
    const twin = await startTwin();
    const { loginUrl, graphUrl, exchangeUrl, connectorHost } = twin.endpoints;
    const origins = [loginUrl, graphUrl, exchangeUrl, `https://${connectorHost}`].map((url) => new URL(url));
    assert.equal(new Set(origins.map(({ port }) => port)).size, 4);
    for (const { hostname, port } of origins) {
      assert.equal(hostname, '127.0.0.1');
      await new Promise<void>((resolve, reject) => {
        const socket = tls.connect({ host: hostname, port: Number(port), ca: twin.caPem }, () => {
          assert.ok(socket.authorized);
          socket.end(resolve);
        });
        socket.on('error', reject);
      });
    }
    await twin.close();
    await assert.rejects(fetch(graphUrl));
  });

  it('gives each twin a world of its own', async () => {
    const [one, two] = await Promise.all([startTwin(), startTwin()]);
    one.world.groups.delete(demoGroup('marketing'));
    assert.ok(two.world.groups.has(demoGroup('marketing')));
    assert.notEqual(one.credentials.secret, two.credentials.secret);
    await Promise.all([one.close(), two.close()]);
  });

  it('plays the demo company: one Alex, two Lees, and groups in every state', () => {
    const { people, groups } = demoWorld();
    const called = (first: string) =>
      [...people.values()].filter(({ displayName }) => displayName.startsWith(`${first} `));
    assert.equal(called('Alex').length, 1);
    assert.equal(called('Lee').length, 2);
    assert.ok(people.size >= 15);
    const group = (alias: string) => groups.get(demoGroup(alias)) ?? assert.fail(alias);
    assert.deepEqual([...group('marketing').owners], [demoPerson('meganb'), demoPerson('pattif')]);
    assert.deepEqual([...group('sales').owners], [demoPerson('alexw')]);
    assert.equal(group('facilities').owners.size, 0);
    assert.ok(groups.get(adminGroupId)?.members.has(demoPerson('nestorw')));
    assert.equal(groups.get(auditorGroupId)?.members.size, 1);
    for (const { owners, members, sendAs, sendOnBehalf } of groups.values())
      for (const id of [...owners, ...members, ...sendAs, ...sendOnBehalf]) assert.ok(people.has(id));
  });
});

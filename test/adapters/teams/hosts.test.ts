import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isTrustedServiceUrl } from '../../../bot/adapters/teams/hosts.ts';

const host = 'smba.trafficmanager.net';
const trusted = (url: string, hosts: readonly string[] = [host]) => isTrustedServiceUrl(url, hosts);

describe('a service URL', () => {
  it('is trusted on exactly a host of the list, whatever the path', () => {
    for (const url of [`https://${host}`, `https://${host}/emea/`, `https://${host}:443/`, `HTTPS://${host}/`])
      assert.ok(trusted(url), url);
    assert.ok(trusted('https://127.0.0.1:8443/x', [host, '127.0.0.1:8443']));
  });

  it('is not trusted with anything in it that could lead elsewhere', () => {
    const wrong = [
      ...[`http://${host}/`, `ws://${host}/`, `//${host}/`, host, '', 'emea', 'https://', 'javascript:alert(1)'],
      ...[`https://me@${host}/`, `https://:secret@${host}/`, `https://${host}/?to=evil`, `https://${host}/#evil`],
      ...[`https://${host}:8443/`, `https://${host}.evil.test/`, `https://x.${host}/`, `https://${host}@evil.test/`],
    ];
    for (const url of wrong) assert.ok(!trusted(url), url);
  });

  it('is trusted by no list that is empty or holds no host', () => {
    assert.ok(!trusted(`https://${host}/`, []));
    assert.ok(!trusted(`https://${host}/`, ['not a host', '']));
  });

  it('on any other host is never trusted', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        assert.equal(trusted(url), false);
      }),
    );
  });
});

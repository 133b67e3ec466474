import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { type Config, type ConfigFault, describeFaults, type ProductionConfig, readConfig } from '../bot/config.ts';
import { builtInPolicy } from '../bot/domain/policy.ts';
import { makePem, type Pem } from './support/pem.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const bot = '22222222-2222-4222-8222-222222222222';
const other = '33333333-3333-4333-8333-333333333333';

describe('configuration', () => {
  let pem: Pem;
  let files: Record<string, string>;
  let whole: NodeJS.ProcessEnv;

  const read = (env: NodeJS.ProcessEnv) =>
    readConfig(env, (path) => {
      const text = files[path];
      if (text === undefined) throw new Error(`ENOENT ${path}`);
      return text;
    });
  const accepted = (env: NodeJS.ProcessEnv): Config => {
    const result = read(env);
    assert.ok('config' in result, 'faults' in result ? describeFaults(result.faults) : '');
    return result.config;
  };
  const production = (env: NodeJS.ProcessEnv): ProductionConfig => {
    const config = accepted({ ...whole, ...env });
    assert.equal(config.mode, 'production');
    return config as ProductionConfig;
  };
  const faults = (env: NodeJS.ProcessEnv): readonly ConfigFault[] => {
    const result = read(env);
    assert.ok('faults' in result, 'expected faults');
    return result.faults;
  };
  const names = (env: NodeJS.ProcessEnv) => faults(env).map(({ name }) => name);

  before(async () => {
    const day = 86_400_000;
    pem = await makePem();
    const second = await makePem();
    const ec = await makePem({ kind: 'ec' });
    const expired = await makePem({ from: new Date(Date.now() - 2 * day), until: new Date(Date.now() - day) });
    const early = await makePem({ from: new Date(Date.now() + day), until: new Date(Date.now() + 2 * day) });
    const encrypted = createPrivateKey(pem.key).export({
      ...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
    } as never);
    files = {
      'bot.pem': pem.both,
      'key-first.pem': pem.key + pem.certificate,
      'chain.pem': second.certificate + pem.both,
      'second.pem': second.both,
      'no-key.pem': pem.certificate,
      'no-certificate.pem': pem.key,
      'foreign-key.pem': pem.certificate + second.key,
      'ec.pem': ec.both,
      'expired.pem': expired.both,
      'early.pem': early.both,
      'encrypted.pem': pem.certificate + encrypted,
      'garbage.pem': '-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n',
      'policy.yaml': 'openRequests: 5\nlongest: P90D\n',
      'empty.yaml': '# nothing yet\n',
      'typo.yaml': 'openRequest: 5',
      'wrong.yaml': 'membersOnly: perhaps\nlongest: a while',
      'no.yaml': 'a: [',
    };
    whole = { TENANT_ID: tenant, BOT_ID: bot, BOT_CERTIFICATE: 'bot.pem' };
  });

  describe('sandbox', () => {
    it('is what an empty environment gives, on loopback, with a store of its own', () => {
      assert.deepEqual(accepted({}), {
        mode: 'sandbox',
        port: 3978,
        host: '127.0.0.1',
        metricsPort: 9464,
        logLevel: 'info',
        policy: builtInPolicy,
        policyFile: null,
        store: { kind: 'sqlite', dir: '.data/sandbox' },
      });
    });

    it('stays the sandbox with variables that are not about a tenant', () => {
      const config = accepted({
        ...{ PORT: '0', HOST: '0.0.0.0', METRICS_PORT: '0', LOG_LEVEL: 'debug' },
        ...{ DATA_DIR: '/tmp/x', POLICY_FILE: 'policy.yaml', HOME: '/root' },
      });
      assert.equal(config.mode, 'sandbox');
      assert.equal(config.host, '127.0.0.1');
      assert.deepEqual(config.store, { kind: 'sqlite', dir: '/tmp/x/sandbox' });
      assert.deepEqual([config.port, config.metricsPort, config.logLevel], [0, 0, 'debug']);
      const { book, ...rest } = config.policy;
      assert.deepEqual(
        { ...rest, book: builtInPolicy.book },
        { ...builtInPolicy, file: 'policy.yaml', openRequests: 5 },
      );
      assert.equal(book.defaults['term.longest']?.value, 'P90D');
      assert.equal(config.policyFile, 'policy.yaml');
    });

    it('counts empty and blank values as unset', () => {
      assert.equal(accepted({ TENANT_ID: '', BOT_SECRET: '  ', DATABASE_URL: '' }).mode, 'sandbox');
    });

    it('is refused in production, and what a tenant needs is listed with it', () => {
      assert.deepEqual(names({ NODE_ENV: 'production' }), ['NODE_ENV', 'TENANT_ID', 'BOT_ID', 'BOT_CERTIFICATE']);
    });

    it('is left as soon as any variable about a tenant is set', () => {
      for (const name of [
        'CLOUD',
        'ALLOW_CLIENT_SECRET',
        'PUBLIC_URL',
        'CONNECTOR_HOSTS',
        'DATABASE_URL',
        'TEAMS_APP_ID',
      ]) {
        assert.ok(names({ [name]: 'x' }).includes('TENANT_ID'), name);
      }
    });

    it('tells faults of its own too', () => {
      assert.deepEqual(
        names({ PORT: '70000', METRICS_PORT: '9.5', LOG_LEVEL: 'loud', POLICY_FILE: 'gone.yaml', HOST: 'http://x' }),
        [...['PORT', 'METRICS_PORT', 'HOST', 'LOG_LEVEL', 'POLICY_FILE']],
      );
      assert.deepEqual(names({ PORT: '9464' }), ['METRICS_PORT']);
    });
  });

  describe('production', () => {
    it('needs a tenant, a bot and one credential, and has the global cloud', () => {
      const config = production({});
      assert.equal(config.tenant, tenant);
      assert.equal(config.bot.id, bot);
      assert.equal(config.exchangeIdentity, config.bot);
      assert.equal(config.cloud, 'global');
      assert.equal(config.host, null);
      assert.deepEqual(config.store, { kind: 'sqlite', dir: '.data' });
      assert.deepEqual(config.scopes, {
        graph: 'https://graph.microsoft.com/.default',
        exchange: 'https://outlook.office365.com/.default',
        bot: 'https://api.botframework.com/.default',
      });
      assert.deepEqual(config.overridden, { login: false, graph: false, exchange: false });
      assert.deepEqual(
        [config.adminGroup, config.auditorGroup, config.teamsAppId, config.publicUrl],
        [null, null, null, null],
      );
    });

    it('takes ids in any case and keeps them in lower case', () => {
      const id = 'AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE';
      const config = production({ TENANT_ID: id, ADMIN_GROUP_ID: id, AUDITOR_GROUP_ID: id, TEAMS_APP_ID: id });
      const all = [config.tenant, config.adminGroup, config.auditorGroup, config.teamsAppId];
      assert.deepEqual(new Set(all), new Set([id.toLowerCase()]));
    });

    it('knows the other clouds', () => {
      const government = production({ CLOUD: 'gcc-high' });
      assert.equal(government.endpoints.botTokenIssuer, 'https://api.botframework.us');
      assert.equal(government.scopes.exchange, 'https://outlook.office365.us/.default');
      assert.equal(production({ CLOUD: 'dod' }).scopes.graph, 'https://dod-graph.microsoft.us/.default');
      assert.equal(production({ CLOUD: 'china' }).scopes.bot, 'https://api.botframework.azure.cn/.default');
    });

    it('takes endpoints in the place of the cloud’s', () => {
      const { endpoints, scopes, overridden } = production({
        LOGIN_URL: 'https://127.0.0.1:1',
        GRAPH_URL: 'https://127.0.0.1:2/',
        EXCHANGE_URL: 'HTTPS://LOCALHOST:3',
        BOT_OPENID_METADATA_URL: 'https://127.0.0.1:4/v1/.well-known/openidconfiguration',
        BOT_TOKEN_ISSUER: 'https://issuer.example',
        CONNECTOR_HOSTS: '127.0.0.1:5, Smba.Example, [::1]:6, plain.example:443',
      });
      assert.deepEqual(endpoints, {
        login: 'https://127.0.0.1:1',
        graph: 'https://127.0.0.1:2',
        exchange: 'https://localhost:3',
        exchangeHosts: ['localhost:3'],
        botOpenIdMetadata: 'https://127.0.0.1:4/v1/.well-known/openidconfiguration',
        botTokenIssuer: 'https://issuer.example',
        connectorHosts: ['127.0.0.1:5', 'smba.example', '[::1]:6', 'plain.example'],
      });
      assert.equal(scopes.exchange, 'https://localhost:3/.default');
      assert.deepEqual(overridden, { login: true, graph: true, exchange: true });
    });

    it('takes a PostgreSQL URL as a secret', () => {
      const { store } = production({ DATABASE_URL: 'postgres://behalf:hunter2@db/behalf' });
      assert.ok(store.kind === 'postgres');
      assert.equal(store.url.reveal(), 'postgres://behalf:hunter2@db/behalf');
      assert.equal(production({ PUBLIC_URL: 'https://behalf.example/' }).publicUrl, 'https://behalf.example');
    });

    it('refuses a PostgreSQL URL whose password would be taken for host and database', () => {
      for (const password of ['12/ss', '12?ss', '12#ss', '/', '?x']) {
        assert.deepEqual(names({ ...whole, DATABASE_URL: `postgres://u:${password}@db/x` }), ['DATABASE_URL']);
        const encoded = encodeURIComponent(password);
        assert.deepEqual(production({ DATABASE_URL: `postgres://u:${encoded}@db/x` }).store.kind, 'postgres');
      }
    });

    it('lists every fault at once', () => {
      const env = {
        ...{ TENANT_ID: 'contoso.com', BOT_ID: 'x', BOT_SECRET: 's3cr3t', EXCHANGE_CLIENT_ID: other },
        ...{ ADMIN_GROUP_ID: 'x', AUDITOR_GROUP_ID: 'x', TEAMS_APP_ID: 'x', CLOUD: 'mars', LOG_LEVEL: 'x', PORT: 'x' },
        ...{ METRICS_PORT: '-1', DATABASE_URL: 'mysql://x', POLICY_FILE: 'gone', PUBLIC_URL: 'http://x' },
        ...{
          LOGIN_URL: 'http://x',
          GRAPH_URL: 'https://x/v1.0',
          EXCHANGE_URL: 'https://user@x',
          BOT_TOKEN_ISSUER: 'x',
        },
        ...{ BOT_OPENID_METADATA_URL: 'http://x', CONNECTOR_HOSTS: 'https://x', ALLOW_CLIENT_SECRET: 'maybe' },
      };
      const expected = Object.keys(env).filter((name) => name !== 'EXCHANGE_CLIENT_ID');
      assert.deepEqual(new Set(names(env)), new Set([...expected, 'EXCHANGE_CERTIFICATE']));
      assert.equal(names(env).length, new Set(names(env)).size, 'each once');
    });

    it('refuses origins that carry anything but scheme, host and port', () => {
      const wrong = [
        ...['http://x', 'https://x/path', 'https://x?q', 'https://x#f', 'https://u:p@x', 'https://', 'x.example'],
        ...['https:\\\\x', 'https://x\\y', 'https://x y', 'ftp://x', 'https://x:99999', '//x'],
      ];
      for (const value of wrong) assert.deepEqual(names({ ...whole, GRAPH_URL: value }), ['GRAPH_URL'], value);
    });

    it('refuses connector hosts that are no hosts', () => {
      for (const value of ['https://x', 'a,,b', '*.example', 'x/y', 'u@x', 'x:port', ',']) {
        assert.deepEqual(names({ ...whole, CONNECTOR_HOSTS: value }), ['CONNECTOR_HOSTS'], value);
      }
    });
  });

  it('reads the policy of a file, the built-in one where it is silent, and says what is wrong with it', () => {
    const { book, file } = production({ POLICY_FILE: 'empty.yaml' }).policy;
    assert.deepEqual([file, { ...book, hash: null }], ['empty.yaml', builtInPolicy.book]);
    const problems = {
      'typo.yaml': [/line:1:1 missing-field/, /line:1:1 .*openRequest/],
      'wrong.yaml': [/line:1:14 .*membersOnly/, /line:2:10 .*longest/],
      'no.yaml': [/line:1:\d+ syntax/],
      gone: [/cannot be read/],
    };
    for (const [path, expected] of Object.entries(problems)) {
      const found = faults({ ...whole, POLICY_FILE: path });
      assert.equal(found.length, expected.length);
      for (const [n, problem] of expected.entries()) {
        assert.equal(found[n]?.name, 'POLICY_FILE');
        assert.match(found[n]?.problem ?? '', problem);
      }
    }
  });

  describe('credentials', () => {
    it('reads certificate, key and thumbprint from one PEM file, in any order, also with a chain', () => {
      const thumbprint = new X509Certificate(pem.certificate).fingerprint256.replaceAll(':', '').toLowerCase();
      for (const path of ['bot.pem', 'key-first.pem', 'chain.pem']) {
        const { credential } = production({ BOT_CERTIFICATE: path }).bot;
        assert.ok(credential.kind === 'certificate');
        assert.equal(credential.thumbprintSha256, thumbprint);
        assert.equal(credential.path, path);
        assert.ok(
          new X509Certificate(credential.certificate).checkPrivateKey(createPrivateKey(credential.key.reveal())),
        );
      }
    });

    it('refuses a certificate that cannot be used, and says why', () => {
      const problems: Record<string, RegExp> = {
        'missing.pem': /cannot be read/,
        'no-key.pem': /no private key/,
        'no-certificate.pem': /no certificate/,
        'garbage.pem': /no certificate/,
        'policy.yaml': /no certificate/,
        'foreign-key.pem': /does not belong/,
        'ec.pem': /not RSA/,
        'expired.pem': /has expired/,
        'early.pem': /not valid yet/,
        'encrypted.pem': /encrypted/,
      };
      for (const [path, problem] of Object.entries(problems)) {
        const [first, ...more] = faults({ ...whole, BOT_CERTIFICATE: path });
        assert.equal(first?.name, 'BOT_CERTIFICATE', path);
        assert.match(first?.problem ?? '', problem);
        assert.deepEqual(more, [], path);
      }
    });

    it('takes a managed identity', () => {
      const { credential } = production({ BOT_CERTIFICATE: '', BOT_MANAGED_IDENTITY: 'true' }).bot;
      assert.deepEqual(credential, { kind: 'managedIdentity' });
    });

    it('takes a client secret only with leave', () => {
      const secret = { TENANT_ID: tenant, BOT_ID: bot, BOT_SECRET: 's3cr3t' };
      assert.deepEqual(names(secret), ['BOT_SECRET']);
      assert.deepEqual(names({ ...secret, ALLOW_CLIENT_SECRET: 'false' }), ['BOT_SECRET']);
      const config = accepted({ ...secret, ALLOW_CLIENT_SECRET: 'true' }) as ProductionConfig;
      assert.ok(config.bot.credential.kind === 'secret');
      assert.equal(config.bot.credential.secret.reveal(), 's3cr3t');
    });

    it('refuses more than one credential', () => {
      assert.deepEqual(names({ ...whole, BOT_MANAGED_IDENTITY: 'true' }), ['BOT_MANAGED_IDENTITY']);
      assert.deepEqual(names({ ...whole, BOT_SECRET: 'x', ALLOW_CLIENT_SECRET: 'true' }), ['BOT_SECRET']);
    });

    it('takes an identity of its own for Exchange, whole or not at all', () => {
      const own = { EXCHANGE_CLIENT_ID: other, EXCHANGE_CERTIFICATE: 'second.pem' };
      assert.equal(production(own).exchangeIdentity.id, other);
      assert.notEqual(production(own).exchangeIdentity.credential, production(own).bot.credential);
      const managed = production({ EXCHANGE_CLIENT_ID: other, EXCHANGE_MANAGED_IDENTITY: 'true' }).exchangeIdentity;
      assert.deepEqual(managed, { id: other, credential: { kind: 'managedIdentity' } });
      assert.deepEqual(names({ ...whole, EXCHANGE_CLIENT_ID: other }), ['EXCHANGE_CERTIFICATE']);
      assert.deepEqual(names({ ...whole, EXCHANGE_CERTIFICATE: 'second.pem' }), ['EXCHANGE_CLIENT_ID']);
      assert.deepEqual(names({ ...whole, EXCHANGE_CLIENT_ID: other, EXCHANGE_SECRET: 'x' }), ['EXCHANGE_SECRET']);
      assert.deepEqual(names({ ...whole, ...own, EXCHANGE_CERTIFICATE: 'expired.pem' }), ['EXCHANGE_CERTIFICATE']);
    });
  });

  it('never shows a secret, however it is printed', () => {
    const config = production({ DATABASE_URL: 'postgres://u:canary-password@db/x' });
    const key = config.bot.credential.kind === 'certificate' ? config.bot.credential.key.reveal() : '';
    const line = key.split('\n')[1] ?? '';
    assert.ok(line.length > 20);
    const shown = [JSON.stringify(config), inspect(config, { depth: 9, showHidden: true }), `${config.bot.credential}`];
    for (const text of shown) {
      assert.ok(!text.includes('canary-password'));
      assert.ok(!text.includes(line));
    }
    assert.match(shown[0] ?? '', /\[secret\]/);
  });

  it('is frozen all the way down', () => {
    const config = production({});
    for (const part of [config, config.bot, config.bot.credential, config.endpoints.connectorHosts, config.store]) {
      assert.ok(Object.isFrozen(part));
    }
    assert.throws(() => Object.assign(config.endpoints, { login: 'https://evil.example' }), TypeError);
  });

  it('describes faults in one line each, by name', () => {
    const text = describeFaults(faults({ TENANT_ID: 'x', BOT_ID: bot }));
    assert.match(text, /^TENANT_ID: is no GUID; .+\nBOT_CERTIFICATE: is missing; .+$/);
  });

  it('never throws and never repeats a value, whatever the values are', () => {
    const variables = [
      ...['TENANT_ID', 'BOT_ID', 'BOT_CERTIFICATE', 'BOT_SECRET', 'EXCHANGE_SECRET', 'CLOUD', 'LOG_LEVEL', 'PORT'],
      ...[
        'GRAPH_URL',
        'CONNECTOR_HOSTS',
        'DATABASE_URL',
        'PUBLIC_URL',
        'HOST',
        'BOT_OPENID_METADATA_URL',
        'POLICY_FILE',
      ],
    ];
    const value = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.webUrl(), fc.uuid());
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...variables), value), (env) => {
        const marked = Object.fromEntries(Object.entries(env).map(([name, text]) => [name, `CANARY${text}`]));
        const result = read(marked);
        if ('faults' in result) assert.ok(!describeFaults(result.faults).includes('CANARY'));
      }),
    );
  });
});

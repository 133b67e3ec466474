import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { openSqlite } from '../../bot/adapters/sqlite/open.ts';
import { making, pending, silent, turnable } from '../contract/given.ts';
import { type Alone, startAlone } from '../support/alone.ts';
import { freePort, freshDatabase, query } from '../support/postgres.ts';
import { skip } from '../support/skip.ts';

const guid = '00000000-0000-4000-8000-00000000000a';
const production = { TENANT_ID: guid, BOT_ID: guid, BOT_MANAGED_IDENTITY: 'true', HOST: '127.0.0.1' };
const stamp = { mode: 'production', tenant: guid } as const;
const secret = 'hunter2canary';

describe('a start that a foreseen fault stops', function () {
  this.timeout(60_000);
  let root: string;
  let running: Alone[];
  let servers: Server[];
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'behalf-fault-'));
    running = [];
    servers = [];
  });
  afterEach(async () => {
    for (const each of running) await each.kill();
    for (const server of servers) server.close();
    rmSync(root, { recursive: true });
  });

  const at = (...names: string[]) => join(root, ...names);
  /** One sentence on standard error that says this, the status, and neither a stack nor a line of the log. */
  async function stops(env: Record<string, string>, status: number, says: RegExp, user = {}): Promise<void> {
    const bot = startAlone(root, { ...production, ...env }, user);
    running.push(bot);
    assert.equal(await bot.ended, status, bot.err() + bot.out());
    assert.match(bot.err(), /^Behalf cannot start\. [^\n]+\.\n$/);
    assert.match(bot.err(), says);
    assert.equal(bot.out(), '');
    assert.ok(!bot.err().includes(secret));
  }
  const store = async (dir: string) => {
    const opened = await openSqlite({ dir, stamp, clock: turnable(), log: silent });
    await opened.store.commit(making(pending(1)));
    await opened.close();
  };

  describe('on SQLite', () => {
    it('names DATA_DIR and its path where the directory is a file, or below one', async () => {
      writeFileSync(at('file'), '');
      for (const dir of [at('file'), at('file', 'below')])
        await stops({ DATA_DIR: dir }, 78, new RegExp(`DATA_DIR \\(${dir}\\) is no directory`));
    });

    it('names DATA_DIR where it cannot be made, or is a loop', async () => {
      await stops({ DATA_DIR: '/proc/behalf' }, 78, /DATA_DIR \(\/proc\/behalf\) cannot be (made|written)/);
      symlinkSync(at('loop'), at('loop'));
      await stops({ DATA_DIR: at('loop', 'data') }, 78, /DATA_DIR \(.*loop.*\) is a symbolic link/);
    });

    it('names DATA_DIR and the user where that one may not write, in a directory of somebody else and to files', async function () {
      const uid = process.getuid?.();
      if (uid === undefined) skip(this, 'there are no users of this kind');
      // Root may do anything: another user must try.
      const user = uid === 0 ? { uid: 65_534 } : {};
      chmodSync(root, 0o755);
      mkdirSync(at('foreign'), { mode: 0o555 });
      await stops({ DATA_DIR: at('foreign') }, 78, /DATA_DIR \(.*foreign\) cannot be written: .*\(uid \d+\)/, user);
      await stops({ DATA_DIR: at('foreign', 'new') }, 78, /DATA_DIR \(.*new\) cannot be written/, user);
      if (uid !== 0) return;
      await store(at('of-root'));
      chmodSync(at('of-root'), 0o777);
      await stops({ DATA_DIR: at('of-root') }, 78, /DATA_DIR \(.*of-root\) cannot be written/, user);
    });

    it('names DATA_DIR where there is a directory in the place of a file', async () => {
      for (const file of ['behalf.db', 'behalf.lock']) {
        mkdirSync(at(file, file), { recursive: true });
        await stops({ DATA_DIR: at(file) }, 78, /DATA_DIR .* (holds a directory|cannot be written)/);
      }
    });

    it('says that the database is damaged, and what to do', async () => {
      mkdirSync(at('no-database'));
      writeFileSync(at('no-database', 'behalf.db'), 'x'.repeat(10_000));
      await stops({ DATA_DIR: at('no-database') }, 78, /DATA_DIR .* damaged or no database: put back a copy/);
      await store(at('damaged'));
      const { size } = statSync(at('damaged', 'behalf.db'));
      // All but the header, which still says that it is one.
      const header = spawnSync('head', ['-c', '100', at('damaged', 'behalf.db')]).stdout;
      writeFileSync(at('damaged', 'behalf.db'), Buffer.concat([header, Buffer.alloc(size - 100, 0xa5)]));
      await stops({ DATA_DIR: at('damaged') }, 78, /DATA_DIR .* damaged/);
    });

    it('says that the disk is full', async () => {
      if (spawnSync('sh', ['-c', 'ulimit -f 1']).status !== 0) return;
      const limited = `trap '' XFSZ; ulimit -f 8; exec "$0" "$@"`;
      const bot = spawnSync(
        'sh',
        ['-c', limited, process.execPath, join(import.meta.dirname, '..', '..', 'bot', 'boot.js')],
        { cwd: root, env: { PATH: process.env.PATH, ...production, PORT: '0', METRICS_PORT: '0' }, encoding: 'utf8' },
      );
      assert.match(bot.stderr, /^Behalf cannot start\. DATA_DIR .* disk .*\.\n$/);
      assert.equal(bot.status, 1);
    });

    describe('with a copy put back beside the log of a bot that was killed', () => {
      const says =
        /behalf\.db-wal does not belong to the behalf\.db beside it.*move behalf\.db-wal and behalf\.db-shm away/;
      const runs = async () => {
        const bot = startAlone(root, { ...production, DATA_DIR: at('data') });
        running.push(bot);
        await bot.says(/("event":"listening")/);
        return bot;
      };
      const goesOnAfterwards = async () => {
        await stops({ DATA_DIR: at('data') }, 78, says);
        for (const end of ['-wal', '-shm']) rmSync(at('data', `behalf.db${end}`));
        await runs();
      };

      it('mixes nothing, says which files to move away, and starts then', async () => {
        await store(at('data'));
        cpSync(at('data', 'behalf.db'), at('copy.db'));
        await (await runs()).kill();
        assert.ok(statSync(at('data', 'behalf.db-wal')).size > 0, 'it has left its log');
        // Without a copy, all of it is opened again.
        await (await runs()).kill();
        cpSync(at('copy.db'), at('data', 'behalf.db'));
        await goesOnAfterwards();
      });

      it('does so too when the copy was made while that very bot ran', async () => {
        const bot = await runs();
        const live = new DatabaseSync(at('data', 'behalf.db'));
        await backup(live, at('copy.db'));
        live.close();
        await bot.kill();
        cpSync(at('copy.db'), at('data', 'behalf.db'));
        await goesOnAfterwards();
      });
    });
  });

  describe('on PostgreSQL', () => {
    const url = (text: string, change: (url: URL) => void) => {
      const changed = new URL(text);
      change(changed);
      return changed.href;
    };

    it('names DATABASE_URL, host, port and database, and never the password', async () => {
      const own = await freshDatabase();
      const { host, pathname } = new URL(own);
      const place = `${host}${pathname}`;
      await query(own, `create role poor login password '${secret}'`).catch(() => {});
      const cases: readonly [string, number, RegExp][] = [
        [url(own, (it) => Object.assign(it, { password: secret })), 78, /refuses the user or the password/],
        [url(own, (it) => Object.assign(it, { pathname: '/absent' })), 78, /\/absent\) does not exist/],
        [url(own, (it) => Object.assign(it, { username: 'poor', password: secret })), 78, /grant CREATE/],
        [url(own, (it) => Object.assign(it, { hostname: 'db.invalid' })), 0, /db\.invalid:.*host whose name/],
        [url(own, (it) => Object.assign(it, { port: String(1) })), 1, /127\.0\.0\.1:1\/.*refuses the connection/],
      ];
      for (const [wrong, status, says] of cases) {
        const bot = startAlone(root, { ...production, DATABASE_URL: wrong });
        running.push(bot);
        const ended = await bot.ended;
        // Whether a name is unknown or cannot be looked up depends on the machine's name server.
        assert.ok(status === 0 ? ended === 1 || ended === 78 : ended === status, `${ended} ${bot.err()}${bot.out()}`);
        assert.match(bot.err(), /^Behalf cannot start\. The database in DATABASE_URL \(\S+\) [^\n]+\.\n$/);
        assert.match(bot.err(), says);
        assert.ok(!bot.err().includes(secret));
      }
      assert.match(running[0]?.err() ?? '', new RegExp(place.replaceAll('.', '\\.')));
    });

    it('says so where something else answers, or nothing', async () => {
      const rude = createServer((socket) => socket.destroy());
      servers.push(rude);
      await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
      const { port } = rude.address() as { port: number };
      await stops({ DATABASE_URL: `postgres://u:${secret}@127.0.0.1:${port}/d` }, 1, /breaks the connection off/);
      const mute = createServer(() => {});
      servers.push(mute);
      await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
      const silentPort = (mute.address() as { port: number }).port;
      await stops({ DATABASE_URL: `postgres://u:${secret}@127.0.0.1:${silentPort}/d` }, 1, /does not answer/);
    });
  });

  describe('on its ports', () => {
    it('names the variable whose port is taken', async () => {
      for (const name of ['PORT', 'METRICS_PORT']) {
        const taken = createServer();
        servers.push(taken);
        await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
        const { port } = taken.address() as { port: number };
        await stops({ [name]: String(port) }, 1, new RegExp(`cannot start\\. ${name}: port ${port} is used`));
      }
    });

    it('names PORT where this user may not have it', async function () {
      const uid = process.getuid?.();
      const free = spawnSync('sysctl', ['-n', 'net.ipv4.ip_unprivileged_port_start'], { encoding: 'utf8' }).stdout;
      if (uid === undefined || Number(free) <= 80) skip(this, 'everybody may have any port here');
      chmodSync(root, 0o777);
      await stops({ PORT: '80' }, 78, /PORT: port 80 may not be used by this user/, uid === 0 ? { uid: 65_534 } : {});
    });

    it('names HOST where that is no address of this machine', async () => {
      await stops({ HOST: '192.0.2.1', PORT: String(await freePort()) }, 78, /HOST \(192\.0\.2\.1\) is no address/);
      await stops({ HOST: 'host.invalid' }, 78, /HOST \(host\.invalid\) is no address/);
    });
  });

  it('names .env where it is there and cannot be read: without it, another store would be opened', async () => {
    mkdirSync(at('.env'));
    const bot = startAlone(root);
    running.push(bot);
    assert.equal(await bot.ended, 78);
    assert.match(bot.err(), /^\.env: is there and cannot be read/m);
  });
});

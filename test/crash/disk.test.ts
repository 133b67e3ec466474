import assert from 'node:assert/strict';
import { startTwin } from '../../bot/sandbox/start.ts';
import { demoPerson } from '../../bot/sandbox/world.ts';
import { failing, integrity, noStrace } from '../adapters/sqlite/disk.ts';
import { createPeople } from '../support/office.ts';
import { operatorFor, startProcess } from '../support/process.ts';
import { skip } from '../support/skip.ts';
import { readSqlite } from './stored.ts';

describe('the bot on a disk that fails', () => {
  before(function () {
    const why = noStrace();
    if (why !== null) skip(this, why);
  });

  for (const error of ['EIO', 'ENOSPC'] as const) {
    it(`shows no success, and ends; started on a sound disk, it goes on (${error})`, async () => {
      const twin = await startTwin();
      const { env, remove } = operatorFor(twin);
      const dir = env.DATA_DIR ?? '';
      try {
        const first = startProcess(env);
        twin.setBot(`http://127.0.0.1:${await first.listening()}`);
        await twin.teams.personalChat(demoPerson('alexw'));
        first.child.kill('SIGTERM');
        await first.exited;

        // The first three are those of the start, which gives the database a new number.
        const fault = { call: 'fsync', error, file: 'behalf.db-wal', from: 4 } as const;
        const sick = startProcess(env, failing(fault, dir));
        twin.setBot(`http://127.0.0.1:${await sick.listening()}`);
        const turn = () => twin.teams.say(demoPerson('alexw'), 'let me send as Marketing', { activityId: '1' });
        const status = await turn().catch(() => 0);
        assert.ok(status === 0 || status >= 500, `it was answered ${status}`);
        assert.equal(await sick.exited, 1, sick.output());
        const people = createPeople(twin);
        assert.ok(!(await people.chat('alexw')).some(({ text }) => /^waiting$/m.test(text)), 'a request was shown');
        assert.equal(integrity(dir), 'ok');

        const sound = startProcess(env);
        twin.setBot(`http://127.0.0.1:${await sound.listening()}`);
        assert.ok((await turn()) < 300);
        await people.sees('alexw', /^waiting$/m);
        const { audit, broken } = await readSqlite(dir);
        assert.equal(broken, null);
        assert.equal(audit.filter(({ event }) => event === 'request.made').length, 1);
        sound.child.kill('SIGTERM');
        await sound.exited;
      } finally {
        await twin.close();
        remove();
      }
    }).timeout(90_000);
  }
});

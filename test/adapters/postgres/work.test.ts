import { workContract } from '../../contract/work.contract.ts';
import { oneDatabase } from './fixture.ts';
import { open } from './open.ts';

const emptyDatabase = oneDatabase();

workContract('PostgreSQL', async () => {
  const url = await emptyDatabase();
  return () => open(url);
});

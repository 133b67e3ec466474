import { workContract } from '../../contract/work.contract.ts';
import { oneDatabase, open } from './fixture.ts';

const emptyDatabase = oneDatabase();

workContract('PostgreSQL', async () => {
  const url = await emptyDatabase();
  return () => open(url);
});

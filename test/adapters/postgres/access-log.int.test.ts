import { accessLogSuite } from '../../contract/store-access.ts';
import { openStore } from '../../contract/store-fixtures.ts';
import { describeBackends } from '../../helpers/backends.ts';

describeBackends('Store: the access log', (open) => {
  accessLogSuite(async () => {
    const { pool } = await open();
    return { store: await openStore(pool), pool };
  });
});

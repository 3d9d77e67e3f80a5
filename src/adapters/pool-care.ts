import type pg from 'pg';

/**
 * What every pool needs, a server's and the embedded one: nobody's fault ends the process, and nobody's transaction
 * outlives its borrower. `report` takes faults of connections that nobody was waiting on.
 */
export const careForPool = (pool: pg.Pool, report: (error: Error) => void = () => undefined): void => {
  // Each BullMQ queue and worker adds its own listener to the pool.
  pool.setMaxListeners(0);
  pool.on('error', report);
  // Also while it is lent out: an 'error' that nobody hears would end the process.
  pool.on('connect', (client) => client.on('error', report));
  pool.on('release', (error, client) => {
    // Released in the middle of a transaction: its locks, or its turn, must not hold up the others.
    if (!error && 'getTransactionStatus' in client && client.getTransactionStatus() !== 'I') {
      client.query('ROLLBACK').catch(report);
    }
  });
};

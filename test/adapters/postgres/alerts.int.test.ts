import { alertChangesContract } from '../../contract/store-alert-changes.ts';
import { alertsContract } from '../../contract/store-alerts.ts';
import { tellingContract } from '../../contract/store-telling.ts';
import { trafficContract } from '../../contract/store-traffic.ts';
import { describeBackends } from '../../helpers/backends.ts';

describeBackends('Store: alerts', alertsContract, ['PGlite', 'PostgreSQL']);
describeBackends('Store: alerts that change', alertChangesContract, ['PGlite', 'PostgreSQL']);
describeBackends('Store: telling of alerts', tellingContract, ['PGlite', 'PostgreSQL']);
describeBackends('Store: traffic', trafficContract, ['PGlite', 'PostgreSQL']);

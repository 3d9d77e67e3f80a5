import { describeBackends } from '../helpers/backends.ts';
import { queueContract } from './queue.ts';

describeBackends('Queues', queueContract);

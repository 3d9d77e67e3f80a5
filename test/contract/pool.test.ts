import { describeBackends } from '../helpers/backends.ts';
import { poolContract } from './pool.ts';

describeBackends('SQL pool', poolContract);

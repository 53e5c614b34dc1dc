import type { Operation } from '../operation';
import { COUNTS } from './counts';
import { EVENTS } from './events';

/** Everything that the API can do, in the order of its documentation. */
export const OPERATIONS: readonly Operation[] = [...COUNTS, ...EVENTS];

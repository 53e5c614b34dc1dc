import type { Db } from '@/lib/db';
import type { Env } from '@/lib/env';
import type { Logger } from '@/lib/log';
import type { Queues } from '@/lib/queues';
import type { EventRecorder } from '@/lib/store/record-events';

/** What every worker is handed: the opened parts of this process. */
export interface Deployment {
  env: Env;
  log: Logger;
  db: Db;
  recorder: EventRecorder;
  queues: Queues;
}

/** What following files takes of it. */
export type FollowerDeployment = Pick<Deployment, 'db' | 'log'> & { queues: Pick<Queues, 'add'> };

import { webDb } from '@/lib/db';
import { EnvironmentError, readEnv } from '@/lib/env';
import { Announcer } from '@/lib/intake/announcer';
import { BodyBudget } from '@/lib/intake/body-budget';
import type { Intake } from '@/lib/intake/intake';
import { Pressure } from '@/lib/intake/pressure';
import { openLog } from '@/lib/log';
import { guardedClient } from '@/lib/outgoing/guarded-client';
import { guardedGet } from '@/lib/outgoing/guarded-get';
import { openQueues } from '@/lib/queues';
import { openSecretBox, type SecretBox } from '@/lib/secret-box';
import { Certificates } from '@/lib/webhooks/certificates';

const shared = globalThis as { bounceboardIntake?: Intake };

/** What this process takes records with. Lives on `globalThis`, since Next may load this module more than once. */
export function webIntake(): Intake {
  shared.bounceboardIntake ??= openIntake();
  return shared.bounceboardIntake;
}

function openIntake(): Intake {
  const env = readEnv();
  if (!env.databaseUrl)
    throw new EnvironmentError('DATABASE_URL is not set: `npm start` sets it for the web process');
  const log = openLog(env.logLevel, 'web');
  const queues = openQueues({ redisUrls: env.redisUrls, databaseUrl: env.directUrl ?? env.databaseUrl });
  let box: SecretBox | null = null;
  const announcer = new Announcer((ref) => queues.add('ingest', ref), log);
  return {
    db: webDb(),
    log,
    get box() {
      box ??= openSecretBox(env);
      return box;
    },
    now: () => new Date(),
    announce: (ref, format) => announcer.announce(ref, format),
    pressure: new Pressure(),
    budget: new BodyBudget(),
    certificateOf: new Certificates(guardedGet(guardedClient({ allowHosts: [] })), () => new Date()).of,
  };
}

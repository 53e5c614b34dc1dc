import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import pino from 'pino';
import { issueToken } from '@/lib/auth/tokens';
import { BodyBudget } from '@/lib/intake/body-budget';
import type { Intake } from '@/lib/intake/intake';
import { Pressure } from '@/lib/intake/pressure';
import { secretBox } from '@/lib/secret-box';
import type { BatchRef } from '@/lib/store/inbox';
import { createSource } from '@/lib/store/source-settings';
import { openTestStore, type TestStore } from '../store/test-store';

export interface TestIntake {
  store: TestStore;
  intake: Intake;
  /** Batches whose workers were told. */
  announced: BatchRef[];
  /** All that was logged. */
  logged(): string;
  /** A source with a token for it. */
  source(kind: 'push' | 'webhook', settings?: object, format?: string): Promise<TestSource>;
  close(): Promise<void>;
}

export interface TestSource {
  id: number;
  name: string;
  token: string;
}

let made = 0;

/** An intake on a store of its own; jobs are noted, not queued. */
export async function openTestIntake(change: Partial<Intake> = {}): Promise<TestIntake> {
  const store = await openTestStore();
  const announced: BatchRef[] = [];
  let log = '';
  const sink = new Writable({
    write(chunk, _, done) {
      log += chunk;
      done();
    },
  });
  const intake: Intake = {
    db: store.db,
    log: pino({ level: 'debug' }, sink),
    box: secretBox([randomBytes(32)]),
    now: () => new Date(),
    announce: (ref) => announced.push(ref),
    pressure: new Pressure(),
    budget: new BodyBudget(),
    certificateOf: () => Promise.reject(new Error('no certificate is needed here')),
    ...change,
  };
  return {
    store,
    intake,
    announced,
    logged: () => log,
    async source(kind, settings = {}, format = 'auto') {
      const name = `source-${++made}`;
      const { id } = await createSource(store.db, intake.box, {
        ...{ name, kind, settings, format, timeZone: 'UTC' },
      });
      const issued = await issueToken(store.db, {
        ...{ name, scopes: ['ingest'], sourceId: id, expiresAt: null, createdBy: 'test' },
      });
      return { id, name, token: issued.token };
    },
    close: () => store.close(),
  };
}

import { noteRefusal, whoAsks } from '@/app/_access/person';
import { reach } from '@/app/_access/reach';
import { secretBoxHere } from '@/app/_access/secret-box';
import { readingStoreOf, storeOf } from '@/app/_access/store';
import { webIntake } from '@/app/_intake/web-intake';
import { addressOf } from '@/lib/auth/reach';
import { webDb } from '@/lib/db';
import { readEnv } from '@/lib/env';
import { openLog } from '@/lib/log';
import { guardedClient } from '@/lib/outgoing/guarded-client';
import { guardedGet } from '@/lib/outgoing/guarded-get';
import { addressSealer } from '@/lib/store/address-seal';
import type { Api } from './answer-api';
import { RequestLimit } from './request-limit';

const shared = globalThis as { bounceboardApi?: Api };

/** What this process answers the API with. Lives on `globalThis`, since Next may load this module more than once. */
export function webApi(): Api {
  const { timeZone, uploadBytes, publicUrl } = readEnv();
  shared.bounceboardApi ??= {
    db: webDb(),
    log: openLog(readEnv().logLevel, 'web'),
    limit: new RequestLimit(),
    now: () => new Date(),
    storeOf: (visitor, method) => (method === 'GET' ? readingStoreOf(visitor) : storeOf(visitor)),
    whoIsLoggedIn: whoAsks,
    addressOf: (said) => addressOf(said, reach()),
    noteRefusal,
    box: secretBoxHere,
    sealAddress: (address) => addressSealer(readEnv())?.(address) ?? null,
    getAddress: guardedGet(guardedClient({ allowHosts: [] })),
    announce: (batch) => webIntake().announce(batch),
    setup: { timeZone, uploadBytes, publicUrl },
  };
  return shared.bounceboardApi;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { CONFIGURED_SOURCE, configureSource, followedSources } from '@/lib/store/sources';
import type { Deployment } from './deployment';
import { Follower } from './follower';

const DRAIN_MS = 3_000;

/** Follows the files of this machine until it is closed: those that the environment names, and those of the store. */
export async function followSources(deployment: Deployment): Promise<{ close(): Promise<void> }> {
  const { db, env, log } = deployment;
  const { timeZone, logGlobs: paths } = env;
  if (paths.length > 0) await configureSource(db, { paths, timeZone });
  const sources = async () =>
    // What another run was configured with is not followed by this one.
    (await followedSources(db)).filter(({ name }) => name !== CONFIGURED_SOURCE || paths.length > 0);
  const given = (await followedSources(db)).find(({ name }) => name === CONFIGURED_SOURCE);
  if (given && paths.length === 0)
    log.warn({ paths: given.paths }, 'BOUNCEBOARD_LOGS is not set: what it named before is not followed');

  const stopping = new AbortController();
  const done = new Follower(deployment, sources).run(stopping.signal);
  return {
    async close() {
      stopping.abort();
      // A queue whose server is away takes a job only when it is back.
      await Promise.race([done, sleep(DRAIN_MS)]);
    },
  };
}

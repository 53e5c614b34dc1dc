import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bounceboard } from '../bin/bounceboard';
import { REDIS_IS_INSTALLED, type RedisSettings, sayWhatIsLeftOut, startRedis } from '../queues/redis-server';
import { openTestStore, type TestStore } from '../store/test-store';

sayWhatIsLeftOut('how the worker judges its Redis');

describe.skipIf(!REDIS_IS_INSTALLED)('a worker looks at its Redis before it starts', () => {
  let store: TestStore;
  beforeEach(async () => {
    store = await openTestStore();
  });
  afterEach(() => store.close());

  /** Runs a worker on a Redis with these settings until it has ended, or has started and was told to stop. */
  async function work(settings: RedisSettings) {
    const redis = await startRedis(settings);
    const { child, ended } = bounceboard(['worker'], {
      DATABASE_URL: store.databaseUrl,
      REDIS_URL: redis.url,
      BOUNCEBOARD_ADMIN_PORT: '0',
    });
    child.stderr!.on('data', (chunk) => {
      if (String(chunk).includes('worker started')) child.kill('SIGTERM');
    });
    const end = await ended;
    await redis.stop();
    return end;
  }

  test('an evicting one is refused in one line', async () => {
    const { code, err } = await work({ 'maxmemory-policy': 'allkeys-lru' });
    expect(code).toBe(1);
    expect(err).toMatch(/^bounceboard: Redis has maxmemory-policy allkeys-lru, .* set it to noeviction\n$/);
  });

  test('one without its append-only file is warned of, and used', async () => {
    const { code, err } = await work({ appendonly: 'no' });
    expect(err).toContain('without its append-only file');
    expect(err).toContain('"backend":"redis"');
    expect({ code, err }).toMatchObject({ code: 0 });
  });

  test('one that does not answer is waited for, in one line without its password, and can be stopped', async () => {
    const { child, ended } = bounceboard(['worker'], {
      DATABASE_URL: store.databaseUrl,
      REDIS_URL: 'redis://:secret@127.0.0.1:1',
      BOUNCEBOARD_ADMIN_PORT: '0',
    });
    child.stderr!.on('data', (chunk) => {
      if (String(chunk).includes('keeps trying')) child.kill('SIGTERM');
    });
    const { code, err } = await ended;
    expect(err).toContain('"addresses":"127.0.0.1:1"');
    expect(err).toContain('ECONNREFUSED');
    expect(err).not.toContain('secret');
    expect({ code, err }).toMatchObject({ code: 0 });
  });

  test('a safe one is used without a word', async () => {
    const { code, err } = await work({});
    expect(err).not.toContain('"level":40');
    expect({ code, err }).toMatchObject({ code: 0 });
  });
});

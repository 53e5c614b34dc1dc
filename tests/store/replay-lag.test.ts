import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReplayLag } from '@/lib/store/replay-lag';

/** The primary writes a byte a second, and both are looked at once a second. */
function behindAfter(seconds: number, lag: number): { behind: number; samples: number } {
  const replay = new ReplayLag();
  for (let at = 0; at <= seconds; at++) {
    replay.primaryAt(at, BigInt(at));
    replay.replicaAt(BigInt(at - lag));
  }
  return { behind: seconds - replay.reachedAt!, samples: replay.sampleCount };
}

test('of one that never had anything nothing is said', () => {
  const replay = new ReplayLag();
  replay.primaryAt(1, 5n);
  replay.replicaAt(4n);
  expect(replay.reachedAt).toBe(null);
});

test('a steady lag is told as what it is, however long', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 3 }), (lag, times) => {
      const { behind, samples } = behindAfter(lag * times + 1, lag);
      expect(behind).toBeGreaterThanOrEqual(lag);
      expect(behind).toBeLessThanOrEqual(lag * 1.1 + 1);
      expect(samples).toBeLessThanOrEqual(60);
    }),
    { numRuns: 40 },
  );
});

test('while a replica is away no more is kept than can be told apart, and it is known when it is back', () => {
  const replay = new ReplayLag();
  replay.primaryAt(0, 0n);
  replay.replicaAt(0n);
  for (let at = 1; at <= 5_000; at++) replay.primaryAt(at, BigInt(at));
  expect(replay.sampleCount).toBe(60);
  replay.replicaAt(1n);
  expect(replay.reachedAt).toBe(1);
  replay.replicaAt(5_000n);
  expect(replay.reachedAt).toBe(5_000);
  expect(replay.sampleCount).toBe(0);
});

import type { Readings } from '@/lib/alerts/readings';

/** Nothing was seen: a test lays what it needs over this. */
export const noReadings = (now: number): Readings => ({
  now,
  counts: async () => [],
  codes: async () => [],
  codeHistory: async () => [],
  sightings: async () => [],
  sources: async () => [],
  backlogs: async () => [],
});

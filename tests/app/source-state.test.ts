import { describe, expect, it } from 'vitest';
import { leastPause, sourceState, unparsedShare } from '@/app/_findings/source-state';
import type { SourceSummary } from '@/lib/queries/source-list';

const now = new Date('2026-11-20T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const NONE = { event: 0, context: 0, ignored: 0, unparsed: 0 };

const source = (about: Partial<SourceSummary> = {}): SourceSummary => ({
  id: 1,
  name: 'mx1',
  kind: 'file',
  format: 'auto',
  paths: [],
  timeZone: 'UTC',
  paused: false,
  createdAt: ago(10_000),
  lastEventAt: ago(5),
  receivedAt: null,
  clockSkewMs: null,
  duplicates: 0,
  events: 100,
  records: { ...NONE, event: 100 },
  lately: { ...NONE, event: 100 },
  behindBytes: 0,
  waitingBatches: 0,
  waitingSince: null,
  deadBatches: 0,
  gaps: 0,
  faults: [],
  ...about,
});
const rhythm = (usualGapMinutes: number) => ({
  name: 'mx1',
  watermarkAt: 0,
  usualGapMinutes,
  records: 0,
  unparsed: 0,
});

describe('sourceState', () => {
  it.each([
    ['flowing', source(), null],
    ['flowing', source({ lastEventAt: ago(59) }), rhythm(5)],
    ['silent', source({ lastEventAt: ago(61) }), rhythm(5)],
    // Its nights are as long as this.
    ['flowing', source({ lastEventAt: ago(600) }), rhythm(480)],
    ['silent', source({ lastEventAt: ago(961) }), rhythm(480)],
    ['waiting', source({ lastEventAt: null, lately: NONE }), null],
    ['waiting', source({ lastEventAt: null, lately: { ...NONE, unparsed: 3 } }), null],
    ['unparsed', source({ lastEventAt: null, lately: { ...NONE, unparsed: 30 } }), null],
    ['unparsed', source({ lately: { ...NONE, event: 50, unparsed: 50 } }), null],
    ['flowing', source({ lately: { ...NONE, event: 51, unparsed: 49 } }), null],
    ['failing', source({ faults: ['EACCES: permission denied'] }), null],
    ['paused', source({ paused: true, faults: ['EACCES: permission denied'] }), null],
    ['complete', source({ kind: 'import', lastEventAt: ago(100_000) }), null],
    ['waiting', source({ kind: 'upload', lastEventAt: null, lately: NONE }), null],
  ] as const)('is %s', (state, given, health) => {
    expect(sourceState(given, health, now)).toBe(state);
  });

  it.each([30, 61, 300, 3000])(
    'is the same with or without pauses that do not excuse %i minutes',
    (silent) => {
      const given = source({ lastEventAt: ago(silent) });
      const least = Math.min(leastPause(silent), 10_000);
      const told = [5, least - 1].map((pause) => sourceState(given, rhythm(pause), now));
      expect(new Set(told).size).toBe(1);
    },
  );

  it('knows no share of nothing', () => {
    expect(unparsedShare(source({ lately: NONE }))).toBeNull();
    expect(unparsedShare(source({ lately: { ...NONE, ignored: 3, unparsed: 1 } }))).toBe(0.25);
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { rankedHosts } from '@/app/_findings/small-hosts';
import { destinationTallies } from '@/lib/queries/destination-tallies';
import { readFilters } from '@/lib/queries/filter';
import { filterValues } from '@/lib/queries/filter-values';
import { newestOfDestinations } from '@/lib/queries/newest-of-destinations';
import { everything, type Scope } from '@/lib/queries/scope';
import { talliesByProvider } from '@/lib/queries/tallies-by-provider';
import { readTimeRange } from '@/lib/queries/time-range';
import { send } from '../alerts/traffic';
import { openTestStore, type TestStore } from '../store/test-store';

let store: TestStore;
const noon = new Date('2026-11-20T12:00:00Z');
const scope: Scope = everything(
  readTimeRange({ from: '2026-11-20T12:00:00Z', to: '2026-11-20T14:00:00Z' }, noon),
);
const dead = { statusCode: '5.1.1', category: 'invalid-address' };
const blocked = { statusCode: '5.7.1', category: 'blocklist' };

beforeAll(async () => {
  store = await openTestStore();
  const at = (destination: string, events: number, outcome: 'delivered' | 'bounced', labels = {}) =>
    send(store.db, {
      ...{ from: noon, minutes: 60, events, outcome, labels: { destination, ...labels } },
      ...(outcome === 'bounced' && { diagnostic: `550 ${destination} says no` }),
    });
  // Typos alone; a block behind typos; one refusal of one; a known provider, which is none of them.
  await at('typos.example', 100, 'delivered');
  await at('typos.example', 300, 'bounced', dead);
  await at('blocks.example', 60, 'delivered');
  await at('blocks.example', 80, 'bounced', dead);
  await at('blocks.example', 40, 'bounced', blocked);
  await at('once.example', 1, 'bounced', blocked);
  await at('mostly.example', 5000, 'delivered');
  await at('mostly.example', 10, 'bounced', blocked);
  await at('gmail.example', 50, 'bounced', { provider: 'gmail', ...blocked });
});
afterAll(() => store.close());

it('a block stands above typos, above a single refusal and above what is rare', async () => {
  const hosts = rankedHosts(await destinationTallies(store.db, scope));
  expect(hosts.map(({ destination }) => destination)).toEqual([
    'blocks.example',
    'once.example',
    'mostly.example',
    'typos.example',
  ]);
  const [blocks, , , typos] = hosts;
  expect(blocks).toMatchObject({
    ...{ attempts: 180, dead: 80, refused: 40, bounced: 40, category: 'blocklist' },
    share: { numerator: 40, denominator: 100, value: 0.4 },
    firstAt: noon.getTime(),
  });
  expect(blocks!.lower).toBeGreaterThan(0.3);
  expect(blocks!.upper).toBeLessThan(0.5);
  expect(typos).toMatchObject({ refused: 0, dead: 300, share: { numerator: 0, denominator: 100 } });
});

it('are what pages and events can be narrowed to', async () => {
  const filters = readFilters('destination:blocks.example');
  const [other, ...more] = await talliesByProvider(store.db, { ...scope, filters });
  expect(more).toEqual([]);
  expect(other).toMatchObject({ provider: 'other', tally: { delivered: 60, bounced: 120 } });
  const [most] = await filterValues(store.db, scope, 'destination');
  expect(most).toEqual({ value: 'mostly.example', events: 5010 });
});

it('tells each host’s newest words about the sender, and not those about dead addresses', async () => {
  const newest = await newestOfDestinations(store.db, scope, ['blocks.example', 'typos.example']);
  expect(newest).toEqual([
    expect.objectContaining({
      ...{ destination: 'blocks.example', statusCode: '5.7.1' },
      diagnostic: '550 blocks.example says no',
    }),
  ]);
});

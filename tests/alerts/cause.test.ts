import { describe, expect, test } from 'vitest';
import { causeOf, causeOfText, placeAlert, textOfCause } from '@/lib/alerts/cause';
import type { Contributor } from '@/lib/queries/alert-contributors';

/** `events provider category code domain`. */
function contributor(text: string): Contributor {
  const [events, provider, category, code, sendingDomain] = text
    .split(' ')
    .map((word) => (word === '-' ? null : word));
  return {
    outcome: category === 'complaint' ? 'complained' : 'bounced',
    provider: provider ?? null,
    category: category === 'complaint' ? null : (category ?? null),
    code: code ?? null,
    rule: 'test',
    sendingDomain: sendingDomain ?? null,
    sendingIp: '192.0.2.7',
    pool: null,
    stream: null,
    source: 'mx1',
    events: Number(events),
  };
}

const causeOfCounted = (...counted: string[]) =>
  textOfCause(
    causeOf({ ruleId: 7, series: 'provider=gmail', watched: {}, contributors: counted.map(contributor) }),
  );

const SPF = '60 gmail authentication 5.7.26 news.example.com';

describe('why an alert fires', () => {
  test.each<[string, string[], string]>([
    ['one kind of refusal', [SPF], 'provider=gmail,category=authentication,sending-domain=news.example.com'],
    [
      'exactly half of what was counted',
      [SPF, '60 yahoo invalid-address 5.1.1 shop.example.com'],
      'provider=gmail,category=authentication,sending-domain=news.example.com',
    ],
    [
      'less than half: a cause of its own',
      [SPF, '31 yahoo invalid-address 5.1.1 -', '30 gmx mailbox-full 5.2.2 -'],
      'rule=7,series=provider%3Dgmail',
    ],
    [
      'two codes of one category are one kind',
      [
        '30 gmail authentication 5.7.26 news.example.com',
        '25 gmail authentication 5.7.27 news.example.com',
        '50 yahoo invalid-address 5.1.1 -',
      ],
      'provider=gmail,category=authentication,sending-domain=news.example.com',
    ],
    [
      'two domains are hit by the same: neither is blamed',
      ['50 gmail authentication 5.7.26 news.example.com', '40 gmail authentication 5.7.26 shop.example.com'],
      'provider=gmail,category=authentication',
    ],
    [
      'three quarters are nearly all',
      ['75 gmail authentication 5.7.26 news.example.com', '25 gmail authentication 5.7.26 shop.example.com'],
      'provider=gmail,category=authentication,sending-domain=news.example.com',
    ],
    [
      'every provider refuses one domain',
      ['40 gmail authentication 5.7.26 news.example.com', '40 yahoo authentication 5.7.9 news.example.com'],
      'category=authentication,sending-domain=news.example.com',
    ],
    [
      'what no category is known of goes by its code',
      ['9 gmail unclassified 5.9.9 -', '2 gmail unclassified 5.9.8 -'],
      'provider=gmail,code=5.9.9',
    ],
    ['records that name no domain', ['9 gmail blocklist 5.7.1 -'], 'provider=gmail,category=blocklist'],
    [
      'complaints',
      ['9 yahoo complaint - news.example.com'],
      'provider=yahoo,category=complaint,sending-domain=news.example.com',
    ],
    ['nothing was counted', [], 'rule=7,series=provider%3Dgmail'],
  ])('%s', (_, counted, expected) => {
    expect(causeOfCounted(...counted)).toBe(expected);
  });

  test('does not depend on the order in which it was counted', () => {
    const counted = [
      '5 gmail blocklist 5.7.1 a.example',
      '5 yahoo policy 5.7.1 b.example',
      '5 gmx blocklist 5.7.1 a.example',
      '5 att policy 5.7.1 -',
    ];
    expect(causeOfCounted(...counted.toReversed())).toBe(causeOfCounted(...counted));
  });

  test('a source speaks for itself', () => {
    const cause = causeOf({ ruleId: 7, series: 'source=mx1', watched: { source: 'mx1' }, contributors: [] });
    expect(textOfCause(cause)).toBe('source=mx1');
  });

  test('is read as it was written, whatever the names are', () => {
    const cause = { provider: 'a=b,c%', 'sending-domain': 'ü.example' };
    expect(causeOfText(textOfCause(cause))).toEqual(cause);
  });
});

describe('where an alert belongs', () => {
  const GMAIL = 'provider=gmail,category=authentication';
  const NEWS = `${GMAIL},sending-domain=news.example.com`;
  const EVERYWHERE = 'category=authentication,sending-domain=news.example.com';

  const place = (cause: string, ...open: string[]) => {
    const placed = placeAlert(
      causeOfText(cause),
      open.map((text, index) => ({ id: BigInt(index + 1), cause: causeOfText(text) })),
    );
    if (placed === 'open') return placed;
    return `${placed.join}${placed.widenTo ? ` widened to ${textOfCause(placed.widenTo)}` : ''}`;
  };

  test.each<[string, string, string[], string]>([
    ['nothing is open', NEWS, [], 'open'],
    ['the same cause', NEWS, [GMAIL.replace('gmail', 'yahoo'), NEWS], '2'],
    ['the same rather than the wider', NEWS, [GMAIL, NEWS], '2'],
    ['part of a wider one', NEWS, [GMAIL], '1'],
    ['wider than what is open', GMAIL, [NEWS], `1 widened to ${GMAIL}`],
    ['wider than two: the older', GMAIL, [NEWS.replace('news', 'shop'), NEWS], `1 widened to ${GMAIL}`],
    ['the closest of two wider', NEWS, ['category=authentication', EVERYWHERE], '2'],
    ['another category', NEWS, [NEWS.replace('authentication', 'policy')], 'open'],
    ['another provider', NEWS, [NEWS.replace('gmail', 'yahoo')], 'open'],
    ['neither is part of the other', EVERYWHERE, [GMAIL], 'open'],
    ['an alert of its own joins nobody', 'rule=7,series=', [NEWS, 'rule=8,series='], 'open'],
    ['nor does anybody join it', NEWS, ['rule=7,series='], 'open'],
    ['but itself', 'rule=7,series=provider%3Dgmail', ['rule=7,series=provider%3Dgmail'], '1'],
    ['another source', 'source=mx1', ['source=mx2'], 'open'],
  ])('%s', (_, cause, open, expected) => {
    expect(place(cause, ...open)).toBe(expected);
  });
});

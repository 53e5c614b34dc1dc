import { describe, expect, it } from 'vitest';
import { factsOf } from '@/lib/classify/facts';

describe('facts in the words of a response', () => {
  it('names the list, the address and where to look it up', () => {
    const facts = factsOf(
      'host mx.example.com[203.0.113.7] said: 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.1',
    );
    expect(facts).toMatchObject({
      blocklist: 'Spamhaus ZEN',
      listed: { kind: 'ip', value: '192.0.2.1' },
      supportUrl: 'https://www.spamhaus.org/query/ip/192.0.2.1',
    });
  });

  it('takes the zone of a list that has no row', () => {
    expect(factsOf('554 Client host [192.0.2.1] blocked using bl.lists.example; see there').blocklist).toBe(
      'bl.lists.example',
    );
  });

  it('finds IPv6 addresses, and no times of day', () => {
    expect(factsOf('550 [2001:db8::25] is banned').listed).toEqual({ kind: 'ip', value: '2001:db8::25' });
    expect(factsOf('450 greylisted until 12:30:45').listed).toBeNull();
  });

  it.each([
    ['originating from your IP address [192.0.2.1 19]', 'ip'],
    ['originating from your IP Netblock [192.0.2.0 19]', 'netblock'],
    ['originating from your SPF domain [example.com 35]', 'spf-domain'],
    ['originating from your DKIM domain [example.com 35]', 'dkim-domain'],
    ['containing one of your URL domains [example.com 35]', 'url-domain'],
    ['with the same Message-ID', 'message-id'],
  ])('tells what Gmail counts: %s', (words, scope) => {
    expect(
      factsOf(`421-4.7.28 Gmail has detected an unusual rate of mail\r\n421 4.7.28 ${words}. - gsmtp`)
        .rateScope,
    ).toBe(scope);
  });

  it('reads what Gmail found of SPF and DKIM', () => {
    const { authentication } = factsOf(
      '550-5.7.26 Your email has been blocked because the sender is unauthenticated. 550-5.7.26 Authentication results: 550-5.7.26 DKIM = did not pass 550-5.7.26 SPF [news.example.com] with ip: [192.0.2.1] = did not pass 550 5.7.26 - gsmtp',
    );
    expect(authentication).toEqual([
      { method: 'spf', passed: false, domain: 'news.example.com', ip: '192.0.2.1' },
      { method: 'dkim', passed: false, domain: null, ip: null },
    ]);
  });

  it('reads the domain of a DMARC refusal', () => {
    const { authentication } = factsOf(
      "550 5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy.",
    );
    expect(authentication).toEqual([{ method: 'dmarc', passed: false, domain: 'example.com', ip: null }]);
  });

  it("finds Microsoft's and Yahoo's own codes", () => {
    expect(factsOf('550 5.7.1 part of their network is on our block list (S3140).').microsoftCode).toBe(
      'S3140',
    );
    expect(factsOf('421 RP-001 The mail server has exceeded the rate limit').microsoftCode).toBe('RP-001');
    expect(factsOf('421 4.7.0 [TSS04] Messages temporarily deferred').yahooTag).toBe('TSS04');
  });

  it('says nothing of a response that tells nothing', () => {
    expect(factsOf('550 no')).toEqual({
      blocklist: null,
      blocklistLookup: null,
      listed: null,
      rateScope: null,
      authentication: [],
      microsoftCode: null,
      yahooTag: null,
      supportUrl: null,
    });
  });

  it('is quick whatever the words are', () => {
    const parts = [
      '1.',
      '1.2.3.4',
      ':',
      'a:',
      'a.',
      'spf ',
      'dkim [',
      'email from a.',
      'domain ',
      'http://',
      '[',
      '550-',
      '5.1.1 ',
      '<',
      '@',
    ];
    for (const part of parts) {
      const start = performance.now();
      factsOf(part.repeat(20_000));
      expect(performance.now() - start).toBeLessThan(250);
    }
  });
});

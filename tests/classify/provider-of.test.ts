import { describe, expect, it } from 'vitest';
import { classify } from '@/lib/classify/classify';
import { providerByWords, providerOf, providerOfHost } from '@/lib/classify/provider-of';
import { PROVIDERS } from '@/lib/providers';

describe('the provider', () => {
  it('is the one whose MX suffix is the longest', () => {
    expect(providerOf({ mxHost: 'gmail-smtp-in.l.google.com' })?.id).toBe('gmail');
    expect(providerOf({ mxHost: 'ASPMX.L.GOOGLE.COM.' })?.id).toBe('gmail');
    expect(providerOf({ mxHost: 'example-com.mail.protection.outlook.com' })?.id).toBe('microsoft-365');
    expect(providerOf({ mxHost: 'outlook-com.olc.protection.outlook.com' })?.id).toBe('outlook');
    expect(providerOf({ mxHost: 'notgoogle.com' })).toBeNull();
  });

  it('is told by the domain only where no MX host is known', () => {
    expect(providerOf({ recipient: 'user@gmail.com' })?.id).toBe('gmail');
    expect(providerOf({ recipient: 'user@gmail.com', mxHost: 'mx.example.com' })).toBeNull();
    expect(providerOf({ recipient: 'user@example.com' })).toBeNull();
    expect(providerOf({})).toBeNull();
  });

  it('is told by unmistakable words where the host does not tell', () => {
    expect(providerByWords('550 5.1.1 no such user d2e1a72fcca58-7 - gsmtp', null)?.id).toBe('gmail');
    expect(providerByWords('host mta5.am0.yahoodns.net[192.0.2.1] said: 554 no', null)?.id).toBe('yahoo');
    expect(providerByWords('550 no', null)).toBeNull();
    const relayed = { response: '550 5.7.26 unauthenticated - gsmtp', mxHost: 'relay.example.com' };
    expect(classify(relayed).provider).toBe('gmail');
  });

  it('changes with time where hosts changed hands', () => {
    const dated = PROVIDERS.flatMap(({ id, mxSuffixes }) =>
      mxSuffixes.flatMap((entry) => (typeof entry === 'string' ? [] : [{ id, ...entry }])),
    );
    for (const { id, suffix, from, until } of dated) {
      const host = `mx${suffix}`;
      const day = 86_400_000;
      if (from) expect(providerOfHost(host, Date.parse(from))?.id).toBe(id);
      if (from) expect(providerOfHost(host, Date.parse(from) - day)?.id).not.toBe(id);
      if (until) expect(providerOfHost(host, Date.parse(until))?.id).not.toBe(id);
    }
  });
});

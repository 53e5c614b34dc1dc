import type { Facts } from '@/lib/classify/facts';

/** What was found in the words of a response, a line each. */
export function factLines(facts: Facts): string[] {
  const { blocklist, blocklistLookup, listed, rateScope, microsoftCode, yahooTag, supportUrl } = facts;
  return [
    blocklist && `blocklist: ${blocklist}${blocklistLookup ? ` (look up: ${blocklistLookup})` : ''}`,
    listed && `${listed.kind === 'ip' ? 'address' : 'domain'} named: ${listed.value}`,
    rateScope && `Gmail counts by: ${rateScope.replace('-', ' ')}`,
    ...facts.authentication.map(({ method, passed, domain, ip }) =>
      [
        method.toUpperCase(),
        passed ? 'passed' : 'did not pass',
        domain && `for ${domain}`,
        ip && `from ${ip}`,
      ]
        .filter(Boolean)
        .join(' '),
    ),
    microsoftCode && `Microsoft code: ${microsoftCode}`,
    yahooTag && `Yahoo tag: ${yahooTag}`,
    supportUrl && `page: ${supportUrl}`,
  ].filter((line): line is string => Boolean(line));
}

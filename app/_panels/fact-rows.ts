import type { Facts } from '@/lib/classify/facts';

export interface FactRow {
  name: string;
  value: string;
  /** Where to look it up. */
  href?: string | null;
}

/** What was found in the words of a response. */
export function factRows(facts: Facts): FactRow[] {
  const { blocklist, blocklistLookup, listed, rateScope, microsoftCode, yahooTag, supportUrl } = facts;
  const rows: (FactRow | null)[] = [
    blocklist === null ? null : { name: 'Blocklist', value: blocklist, href: blocklistLookup },
    listed && { name: listed.kind === 'ip' ? 'Address named' : 'Domain named', value: listed.value },
    rateScope === null ? null : { name: 'Gmail counts by', value: rateScope.replace('-', ' ') },
    ...facts.authentication.map(({ method, passed, domain, ip }) => ({
      name: method.toUpperCase(),
      value: [passed ? 'passed' : 'did not pass', domain && `for ${domain}`, ip && `from ${ip}`]
        .filter(Boolean)
        .join(' '),
    })),
    microsoftCode === null ? null : { name: 'Microsoft code', value: microsoftCode },
    yahooTag === null ? null : { name: 'Yahoo tag', value: yahooTag },
    supportUrl === null ? null : { name: 'Page', value: supportUrl },
  ];
  return rows.filter((row) => row !== null);
}

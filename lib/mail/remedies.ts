import type { FixStep } from './diagnostic-rule';

/** What to do, told once: the steps that many codes share. Domains and addresses are placeholders to replace. */
export const REMEDIES = {
  spf: [
    {
      do: 'Look up the SPF record of the envelope sender’s domain and check that it covers the sending address.',
      copy: 'dig +short TXT example.com',
    },
    {
      do: 'Publish exactly one SPF record that names every server and service that sends for the domain.',
      copy: 'example.com. IN TXT "v=spf1 ip4:192.0.2.10 include:spf.sending-service.example ~all"',
    },
    { do: 'Wait for the old record’s TTL to pass, then send again.' },
  ],
  spfErrors: [
    { do: 'Count the DNS look-ups of the record: more than ten is a permanent error (RFC 7208 §4.6.4).' },
    {
      do: 'Keep one record only, drop unused includes, and replace broad ranges by the addresses in use.',
      copy: 'example.com. IN TXT "v=spf1 ip4:192.0.2.10 include:spf.sending-service.example -all"',
    },
  ],
  dkim: [
    {
      do: 'Publish the public key (RSA of 2048 bits) under the selector that your server signs with.',
      copy: 's1._domainkey.example.com. IN TXT "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQ…"',
    },
    {
      do: 'Check that the key resolves and that nothing rewrites the message after it was signed.',
      copy: 'dig +short TXT s1._domainkey.example.com',
    },
    {
      do: 'Send to a mailbox of your own and look for dkim=pass with d= of your From domain in Authentication-Results.',
    },
  ],
  dmarc: [
    {
      do: 'Make SPF or DKIM pass with the From domain, or a domain of the same organisation.',
    },
    {
      do: 'Publish a DMARC record; begin with p=none and read the reports before you tighten it.',
      copy: '_dmarc.example.com. IN TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"',
    },
  ],
  dmarcFailure: [
    {
      do: 'Find the stream that fails: compare the From domain with the SPF domain (Return-Path) and with d= of the DKIM signature.',
    },
    { do: 'Sign that stream with DKIM for the From domain, or use a Return-Path within it.' },
    {
      do: 'Do not weaken p=reject before you know whether the mail is yours: aggregate reports tell.',
      copy: 'dig +short TXT _dmarc.example.com',
    },
  ],
  alignment: [
    { do: 'Let DKIM sign with d= of the From domain (relaxed alignment accepts subdomains).' },
    {
      do: 'Or send with a Return-Path within the From domain, pointing back to your sending service.',
      copy: 'bounce.example.com. IN CNAME return-path.sending-service.example.',
    },
  ],
  ptr: [
    { do: 'See what the sending address resolves to.', copy: 'dig +short -x 192.0.2.10' },
    {
      do: 'Ask whoever owns the address block to set a PTR record with your host’s name, not a generic one.',
      copy: '10.2.0.192.in-addr.arpa. IN PTR mail.example.com.',
    },
    {
      do: 'Let that name resolve back to the same address (A and AAAA), and greet with it.',
      copy: 'mail.example.com. IN A 192.0.2.10\n# Postfix\npostconf -e smtp_helo_name=mail.example.com',
    },
    {
      do: 'With IPv6 the AAAA needs a PTR too; else send over IPv4 only.',
      copy: 'postconf -e inet_protocols=ipv4',
    },
  ],
  tls: [
    {
      do: 'Let outgoing connections use STARTTLS wherever it is offered.',
      copy: '# Postfix\npostconf -e smtp_tls_security_level=may smtp_tls_loglevel=1\n# Exim: remove hosts_avoid_tls',
    },
    {
      do: 'Check that TLS 1.2 or later is agreed on.',
      copy: 'openssl s_client -starttls smtp -connect mx.example.net:25 -tls1_2',
    },
  ],
  helo: [
    {
      do: 'Greet with your own fully qualified host name, one that resolves to the sending address.',
      copy: '# Postfix\npostconf -e smtp_helo_name=mail.example.com',
    },
  ],
  slowDown: [
    {
      do: 'Stop sending to this provider for ten minutes, then go on with one connection and step up slowly.',
    },
    {
      do: 'Limit connections and rate for this destination.',
      copy: '# Postfix: transport map "example.net slow:", then\npostconf -e slow_destination_concurrency_limit=1 slow_destination_rate_delay=1s',
    },
    { do: 'Look for what changed: a new list, a campaign, a compromised account, a forwarding rule.' },
  ],
  warmUp: [
    { do: 'Send to recently active recipients first and raise the daily volume in small steps.' },
    { do: 'Keep complaints under 0.1% and drop addresses that have not reacted for months.' },
  ],
  wait: [{ do: 'Nothing now: the message stays in the queue and is tried again.' }],
  removeAddress: [
    { do: 'Stop sending to the address and look where it came from.' },
    { do: 'If you know the person, ask for the current address by another way.' },
  ],
  recipientFrees: [{ do: 'The recipient has to free space. Give up after several refusals in a row.' }],
  askRecipient: [
    { do: 'Ask the recipient, or the administrator of the domain, to allow your address or server.' },
  ],
  cleanContent: [
    { do: 'Check every link, redirect and attachment: one listed domain is enough.' },
    { do: 'Check that SPF, DKIM and DMARC pass; unauthenticated mail is judged more harshly.' },
    { do: 'If the verdict is wrong, send the full headers and the refusal to the provider’s postmaster.' },
  ],
  delist: [
    {
      do: 'Find the cause first (compromised account or web form, open relay, bought list): else the listing comes back.',
    },
    { do: 'Look up the address at the list that the refusal names and ask for removal there.' },
  ],
  delistSpamhaus: [
    { do: 'Find the cause first: compromised account or web form, malware, bought list.' },
    {
      do: 'See which list it is (SBL, XBL, PBL, CSS, DBL) and follow the removal steps.',
      copy: 'https://check.spamhaus.org/',
    },
  ],
  format: [
    {
      do: 'Build messages by RFC 5322: one From, one Date, one Message-ID, one Subject; no bare CR or LF; lines of at most 998 octets.',
    },
  ],
  shrink: [
    {
      do: 'Keep the encoded message under the limit (Base64 adds a third), or send a link instead of the attachment.',
    },
  ],
  login: [
    {
      do: 'This host wants a login: use the submission port with the account’s credentials.',
      copy: 'port 587, STARTTLS, AUTH',
    },
  ],
  unsubscribe: [
    {
      do: 'Add one-click unsubscribe (RFC 8058), covered by the DKIM signature, and honour it within two days.',
      copy: 'List-Unsubscribe: <https://example.com/unsubscribe/abc123>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click',
    },
  ],
  splitRecipients: [
    {
      do: 'Send to fewer recipients in one transaction.',
      copy: '# Postfix\npostconf -e smtp_destination_recipient_limit=50',
    },
  ],
} as const satisfies Record<string, readonly FixStep[]>;

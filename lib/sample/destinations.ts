import type { ResponseName } from './response-table';

/** A domain that mail goes to, and who receives for it. */
export interface Mailboxes {
  domain: string;
  mxHosts: readonly string[];
}

/** What is wrong with some of a destination's recipients, whatever else happens. */
export interface Trouble {
  /** Of the destination's messages. */
  share: number;
  response: ResponseName;
  /** How many attempts it lasts; `null`: for good. */
  attempts: number | null;
}

export interface Destination {
  name: string;
  /** Of all messages. */
  share: number;
  mailboxes: readonly Mailboxes[];
  ipv6: boolean;
  /** What the host says when it takes a message. */
  accepts: string;
  troubles: readonly Trouble[];
}

const lasting = (share: number, response: ResponseName): Trouble => ({ share, response, attempts: null });
const passing = (share: number, response: ResponseName, attempts = 1): Trouble => ({
  share,
  response,
  attempts,
});
const hosts = (count: number, name: (number: number) => string) =>
  Array.from({ length: count }, (_, index) => name(index + 1));
const company = (domain: string, ...mxHosts: string[]): Mailboxes => ({ domain, mxHosts });
const exchangeOnline = (domain: string) =>
  company(domain, `${domain.replaceAll('.', '-')}.mail.protection.outlook.com`);

/** Real receivers' host names before recipients that cannot exist: every domain is under `.example` (RFC 2606). */
export const DESTINATIONS: readonly Destination[] = [
  {
    name: 'gmail',
    share: 0.34,
    mailboxes: [
      company('gmail.example', 'gmail-smtp-in.l.google.com', 'alt1.gmail-smtp-in.l.google.com'),
      company('gmail.example', 'gmail-smtp-in.l.google.com'),
      company('gmail.example', 'gmail-smtp-in.l.google.com'),
      company('larkspur-design.example', 'aspmx.l.google.com', 'alt2.aspmx.l.google.com'),
    ],
    ipv6: true,
    accepts: '250 2.0.0 OK  {unix} {token} - gsmtp',
    troubles: [
      lasting(0.0075, 'gmail/no-such-user'),
      lasting(0.0012, 'gmail/disabled'),
      lasting(0.0008, 'gmail/over-quota'),
      lasting(0.0004, 'gmail/likely-unsolicited'),
      lasting(0.0002, 'gmail/security-issue'),
      passing(0.002, 'gmail/out-of-storage', 4),
      passing(0.004, 'gmail/unusual-rate'),
    ],
  },
  {
    name: 'outlook',
    share: 0.17,
    mailboxes: [
      company('outlook.example', 'outlook-com.olc.protection.outlook.com'),
      company('hotmail.example', 'hotmail-com.olc.protection.outlook.com'),
      company('live.example', 'live-com.olc.protection.outlook.com'),
    ],
    ipv6: false,
    accepts:
      '250 2.6.0 {messageId} [InternalId={digits}, Hostname={edge}] {size} bytes in 0.214, 91.022 KB/sec Queued mail for delivery -> 250 2.1.5',
    troubles: [
      lasting(0.009, 'outlook/no-such-user'),
      lasting(0.0006, 'outlook/block-list'),
      lasting(0.0008, 'outlook/bulk-requirements'),
      passing(0.006, 'outlook/rate-limited', 2),
    ],
  },
  {
    name: 'exchange-online',
    share: 0.11,
    mailboxes: ['northmoor.example', 'brightwell.example', 'tannersfield.example', 'ostermann.example'].map(
      exchangeOnline,
    ),
    ipv6: false,
    accepts:
      '250 2.6.0 {messageId} [InternalId={digits}, Hostname={edge}] {size} bytes in 0.148, 133.4 KB/sec Queued mail for delivery -> 250 2.1.5',
    troubles: [
      lasting(0.008, 'exchange/access-denied'),
      lasting(0.003, 'exchange/not-found'),
      lasting(0.0008, 'host/attachment'),
      passing(0.003, 'exchange/mailbox-full', 6),
      passing(0.004, 'exchange/busy'),
    ],
  },
  {
    name: 'yahoo',
    share: 0.12,
    mailboxes: [
      company('yahoo.example', ...hosts(3, (number) => `mta${number + 4}.am0.yahoodns.net`)),
      company('aol.example', 'mx-aol.mail.gm0.yahoodns.net'),
    ],
    ipv6: false,
    accepts: '250 ok dirdel',
    troubles: [
      lasting(0.008, 'yahoo/no-such-user'),
      lasting(0.002, 'yahoo/disabled'),
      lasting(0.0007, 'yahoo/policy'),
      passing(0.004, 'yahoo/volume-or-complaints'),
    ],
  },
  {
    name: 'apple',
    share: 0.06,
    mailboxes: [company('icloud.example', ...hosts(2, (number) => `mx0${number}.mail.icloud.com`))],
    ipv6: false,
    accepts: '250 2.0.0 Ok: queued as {upperToken}',
    troubles: [
      lasting(0.007, 'apple/no-such-user'),
      lasting(0.003, 'apple/over-quota'),
      lasting(0.002, 'apple/local-policy'),
    ],
  },
  {
    name: 'comcast',
    share: 0.04,
    mailboxes: [company('comcast.example', 'mx1a1.comcast.net', 'mx2h1.comcast.net')],
    ipv6: true,
    accepts: '250 2.0.0 {token} mail accepted for delivery',
    troubles: [
      lasting(0.009, 'comcast/no-such-user'),
      lasting(0.002, 'comcast/over-quota'),
      passing(0.006, 'comcast/throttled', 2),
      passing(0.001, 'comcast/block-list', 3),
    ],
  },
  {
    name: 'gmx',
    share: 0.04,
    mailboxes: [
      company('gmx.example', 'mx00.emig.gmx.net', 'mx01.emig.gmx.net'),
      company('web.example', 'mx-ha02.web.de', 'mx-ha03.web.de'),
    ],
    ipv6: false,
    accepts: '250 Requested mail action okay, completed: id=0{upperToken}',
    troubles: [
      lasting(0.009, 'gmx/no-such-user'),
      lasting(0.003, 'gmx/mailbox-full'),
      passing(0.004, 'gmx/too-many-connections'),
    ],
  },
  {
    name: 't-online',
    share: 0.02,
    mailboxes: [company('t-online.example', 'mx00.t-online.de', 'mx02.t-online.de')],
    ipv6: false,
    accepts: '250 2.0.0 {token} Message accepted.',
    troubles: [lasting(0.01, 't-online/no-such-user'), passing(0.003, 't-online/reputation', 2)],
  },
  {
    name: 'orange',
    share: 0.02,
    mailboxes: [company('orange.example', 'smtp-in.orange.fr')],
    ipv6: false,
    accepts: '250 2.0.0 {token} mail accepted for delivery',
    troubles: [
      lasting(0.008, 'orange/no-such-user'),
      lasting(0.003, 'orange/over-quota'),
      passing(0.006, 'orange/too-many-connections'),
    ],
  },
  {
    name: 'mimecast',
    share: 0.02,
    mailboxes: [
      company('castlegate.example', 'eu-smtp-inbound-1.mimecast.com', 'eu-smtp-inbound-2.mimecast.com'),
    ],
    ipv6: false,
    accepts: '250 SmtpThread-{digits}-{unix}@mta-83.mimecast.example Received OK [{token}.uk83]',
    troubles: [
      lasting(0.007, 'mimecast/no-such-user'),
      lasting(0.003, 'mimecast/security-policy'),
      passing(0.03, 'mimecast/greylisted'),
    ],
  },
  {
    name: 'proofpoint',
    share: 0.02,
    mailboxes: [company('fairmont-industries.example', 'mxa-0041bc01.gslb.pphosted.com')],
    ipv6: false,
    accepts: '250 2.0.0 {token}-1 Message accepted for delivery',
    troubles: [lasting(0.008, 'proofpoint/no-such-user'), passing(0.003, 'proofpoint/block-list', 2)],
  },
  {
    name: 'weissbach',
    share: 0.012,
    mailboxes: [company('weissbach.example', 'mail.weissbach.example')],
    ipv6: true,
    accepts: '250 2.0.0 Ok: queued as {upperToken}',
    troubles: [
      passing(0.2, 'host/greylisted'),
      lasting(0.008, 'host/no-such-user-german'),
      lasting(0.003, 'host/spam'),
    ],
  },
  {
    name: 'harbourside',
    share: 0.012,
    mailboxes: [company('harbourside.example', 'mx1.harbourside.example', 'mx2.harbourside.example')],
    ipv6: false,
    accepts: '250 2.0.0 Ok: queued as {upperToken}',
    troubles: [
      lasting(0.007, 'host/no-such-user'),
      lasting(0.002, 'host/account-disabled'),
      lasting(0.003, 'host/quota-exceeded'),
      lasting(0.002, 'host/too-large'),
      lasting(0.003, 'host/attachment'),
      passing(0.01, 'host/overloaded'),
    ],
  },
  {
    name: 'other hosts',
    share: 0.016,
    mailboxes: [
      company('millrace.example', 'mx.millrace.example'),
      company('stonebridge.example', 'mail.stonebridge.example'),
      company('juniper-row.example', 'mx.juniper-row.example'),
    ],
    ipv6: false,
    accepts: '250 OK id=1{token}-{token}',
    troubles: [
      lasting(0.006, 'host/no-such-user'),
      lasting(0.003, 'host/mailbox-full'),
      lasting(0.003, 'host/virus'),
      lasting(0.003, 'host/transaction-failed'),
      lasting(0.003, 'host/malformed'),
      lasting(0.01, 'host/riddle'),
      lasting(0.006, 'dns/no-such-domain'),
      lasting(0.002, 'dns/null-mx'),
      passing(0.02, 'host/try-later'),
      passing(0.02, 'host/connection-timeout', 2),
      passing(0.01, 'host/connection-refused'),
      passing(0.01, 'host/greeting-timeout'),
      passing(0.008, 'host/connection-lost'),
      passing(0.01, 'dns/try-again'),
      lasting(0.004, 'host/connection-timeout'),
    ],
  },
];

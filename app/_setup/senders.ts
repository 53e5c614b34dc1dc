import { SERVICES } from '@/lib/webhooks/services';
import type { WayId } from './ways';

export const SENDER_GROUPS = ['Mail servers', 'Sending services', 'Bounce mail'] as const;

/** Who writes down what became of mail, and the ways in which that can get here, the usual one first. */
export interface Sender {
  id: string;
  title: string;
  group: (typeof SENDER_GROUPS)[number];
  /** What it writes; `auto` where that is told by the content. */
  format: string;
  /** Where it writes by default, as its packages have it. */
  log: string | null;
  ways: readonly WayId[];
}

const server = (
  id: string,
  title: string,
  log: string,
  ways: readonly WayId[] = ['follow', 'syslog', 'push', 'vector'],
): Sender => ({ id, title, group: 'Mail servers', format: id, log, ways });

const OWN_FILES: readonly WayId[] = ['follow', 'vector', 'push'];

/** Each can also be uploaded. */
export const SENDERS: readonly Sender[] = [
  server('postfix', 'Postfix', '/var/log/mail.log'),
  server('exim', 'Exim', '/var/log/exim4/mainlog', OWN_FILES),
  server('sendmail', 'Sendmail', '/var/log/mail.log'),
  server('opensmtpd', 'OpenSMTPD', '/var/log/maillog'),
  server('powermta', 'PowerMTA', '/var/log/pmta/acct.csv', OWN_FILES),
  server('kumomta', 'KumoMTA', '/var/log/kumomta/*', ['kumomta', 'follow']),
  server(
    'exchange-tracking',
    'Exchange',
    'C:\\Program Files\\Microsoft\\Exchange Server\\V15\\TransportRoles\\Logs\\MessageTracking\\*.LOG',
    ['vector'],
  ),
  server('halon', 'Halon', '/var/log/halon/smtpd.log', OWN_FILES),
  server('haraka', 'Haraka', '/var/log/haraka.log'),
  server('mailerq', 'MailerQ', '/var/log/mailerq/send.log', OWN_FILES),
  server('zonemta', 'ZoneMTA', '/var/log/zone-mta.log', OWN_FILES),
  server('qmail', 'qmail', '/var/log/qmail/current'),
  server('courier', 'Courier', '/var/log/mail.log'),
  { ...server('journald', 'systemd journal', '', ['journal']), log: null },
  ...SERVICES.map(
    ({ id, title }): Sender => ({
      ...{ id, title, group: 'Sending services', format: id, log: null },
      ways: ['webhook'],
    }),
  ),
  {
    ...{ id: 'bounce-mail', title: 'A return path’s mailbox', group: 'Bounce mail' },
    ...{ format: 'mail', log: null, ways: ['smtp', 'imap', 'maildir'] },
  },
];

export const senderById = (id: string): Sender | null => SENDERS.find((sender) => sender.id === id) ?? null;

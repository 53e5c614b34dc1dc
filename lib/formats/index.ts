import { brevo } from './brevo';
import { courier } from './courier';
import { elasticEmail } from './elastic-email';
import { exchangeTracking } from './exchange-tracking';
import { exim } from './exim';
import type { Format } from './format';
import { halon } from './halon';
import { haraka } from './haraka';
import { journald } from './journald';
import { kumomta } from './kumomta';
import { mail } from './mail';
import { mailerq } from './mailerq';
import { mailersend } from './mailersend';
import { mailgun } from './mailgun';
import { mailjet } from './mailjet';
import { mailomat } from './mailomat';
import { mailtrap } from './mailtrap';
import { mandrill } from './mandrill';
import { opensmtpd } from './opensmtpd';
import { postal } from './postal';
import { postfix } from './postfix';
import { postmark } from './postmark';
import { powermta } from './powermta';
import { qmail } from './qmail';
import { resend } from './resend';
import { sendgrid } from './sendgrid';
import { sendmail } from './sendmail';
import { ses } from './ses';
import { smtp2go } from './smtp2go';
import { sparkpost } from './sparkpost';
import { sweego } from './sweego';
import { unisenderGo } from './unisender-go';
import { zonemta } from './zonemta';

/** Each may stand behind a syslog prefix, or in a journal. */
const TEXT_LOGS: readonly Format[] = [postfix, exim, sendmail, opensmtpd, haraka, qmail, courier];

/** Every format we read, in the order in which they are tried: where two are equally sure, the first one has it. */
export const FORMATS: readonly Format[] = [
  ...TEXT_LOGS,
  journald([
    // `postfix/smtp`, `postfix-out/qmgr`
    { identifier: /\//, format: postfix },
    { identifier: /^exim/, format: exim },
    { identifier: /^(?:sendmail|sm-)/, format: sendmail },
    { identifier: /^smtpd$/, format: opensmtpd },
    { identifier: /^haraka/i, format: haraka },
    { identifier: /^qmail/, format: qmail },
    { identifier: /^courier/, format: courier },
  ]),
  exchangeTracking,
  powermta,
  kumomta,
  mailerq,
  halon,
  zonemta,
  brevo,
  elasticEmail,
  mailersend,
  mailgun,
  mailjet,
  mailomat,
  mailtrap,
  mandrill,
  postal,
  postmark,
  resend,
  sendgrid,
  ses,
  smtp2go,
  sparkpost,
  sweego,
  unisenderGo,
  mail([ses]),
];

export interface Recognition {
  /** The format that is surest of the input, or `null` where none knows it. */
  format: Format | null;
  /** Whoever was not sure that it is not its own, surest first. */
  candidates: { format: Format; certainty: number }[];
}

/** Tells a format by an input's first kilobytes. */
export function recogniseFormat(head: Buffer): Recognition {
  const candidates = FORMATS.map((format) => ({ format, certainty: format.recognise(head) }))
    .filter(({ certainty }) => certainty > 0)
    .sort((a, b) => b.certainty - a.certainty);
  return { format: candidates[0]?.format ?? null, candidates };
}

export function formatById(id: string): Format | null {
  return FORMATS.find((format) => format.id === id) ?? null;
}

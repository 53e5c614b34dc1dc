import { z } from 'zod';
import { loadLate } from '@/lib/load-late';
import { visible } from '@/lib/mail/visible';
import { channelKind, type Delivery } from './channel';
import { htmlBody } from './mail-body';
import { cut, headline, plainText } from './words';

/** Of each step: connection, greeting, and silence in between. */
const STEP_TIMEOUT_MS = 15_000;
/** Of all of it: whoever answers one character at a time gets no further. */
const TIMEOUT_MS = 45_000;
/** RFC 5322 §2.1.1 allows 998 a line; this much is read on a phone. */
const SUBJECT_LENGTH = 200;

const Settings = z
  .object({
    host: z.string().trim().min(1).max(253).describe('Mail server'),
    port: z.number().int().min(1).max(65_535).default(587).describe('Port'),
    security: z.enum(['starttls', 'tls', 'none']).default('starttls').describe('Encryption'),
    user: z.string().trim().min(1).optional().describe('User'),
    password: z.string().min(1).optional().describe('Password'),
    from: z.email().describe('From'),
    to: z.array(z.email()).min(1, 'give an address').max(20).describe('To'),
  })
  .superRefine(({ security, user, password }, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (password !== undefined && security === 'none') fault('security', 'a password is not sent in clear');
    if ((user === undefined) !== (password === undefined))
      fault(user === undefined ? 'user' : 'password', 'user and password go together');
  });

/** The server may be an internal one, unlike the addresses of the other channels: a mail server usually is, and one
 * that does not greet as such gets nothing but a QUIT. */
export const email = channelKind({
  kind: 'email',
  title: 'Email',
  summary: 'Through a mail server of yours. Have another channel too: mail may be what fails.',
  settings: Settings,
  secrets: ['password'],
  sentTo: ['host', 'port', 'security'],
  async send({ host, port, security, user, password, from, to }, notice, { ca }) {
    const { createTransport } = await loadLate(() => import('nodemailer'));
    const transport = createTransport({
      ...{ host, port, secure: security === 'tls', requireTLS: security === 'starttls' },
      ...(security === 'none' && { ignoreTLS: true }),
      ...(user !== undefined && password !== undefined && { auth: { user, pass: password } }),
      tls: { rejectUnauthorized: true, ...(ca && { ca }) },
      ...{
        connectionTimeout: STEP_TIMEOUT_MS,
        greetingTimeout: STEP_TIMEOUT_MS,
        socketTimeout: STEP_TIMEOUT_MS,
      },
      ...{ disableFileAccess: true, disableUrlAccess: true },
    });
    const idAt = (id: string) => `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`;
    try {
      const { accepted, rejected, response } = await transport.sendMail({
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...{
          from: { name: 'Bounceboard', address: from },
          to,
          subject: cut(headline(notice), SUBJECT_LENGTH),
        },
        ...{ text: `${headline(notice)}\n\n${plainText(notice)}`, html: htmlBody(notice) },
        messageId: idAt(notice.id),
        // All that is told of an incident is one thread.
        references: idAt(notice.incidentKey),
        headers: {
          // RFC 3834 §5: nobody who is away answers.
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
        },
        priority: notice.severity === 'critical' && notice.reason === 'firing' ? 'high' : 'normal',
      });
      const refused = rejected.length === 0 ? '' : `; refused for ${rejected.join(', ')}`;
      return {
        outcome: 'sent',
        answer: `${said(response)}, for ${accepted.length} of ${to.length}${refused}`,
      };
    } catch (error) {
      return failed(error as SmtpError);
    } finally {
      transport.close();
    }
  },
});

interface SmtpError extends Error {
  code?: string;
  /** As nodemailer judges the reply: 5yz, but for 503. */
  permanent?: boolean;
}

/** The address, the recipients or the password: what the next message would meet as well. */
const OF_THE_CHANNEL = ['EAUTH', 'ENOAUTH', 'EENVELOPE', 'ECONFIG'];

function failed({ code = '', message, permanent }: SmtpError): Delivery {
  const fault = said(message);
  // ETLS with a reply: the server does not offer encryption.
  const isOfChannel = OF_THE_CHANNEL.includes(code) ? permanent !== false : code === 'ETLS' && permanent;
  if (isOfChannel) return { outcome: 'broken', fault };
  if (permanent) return { outcome: 'refused', fault };
  return { outcome: 'later', fault, retryAfterMs: null };
}

const said = (text: string): string => cut(visible(text.trim().replace(/\s+/g, ' ')), 200);

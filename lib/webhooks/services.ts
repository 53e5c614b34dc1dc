/** How we know that a request comes from its service. */
export type Scheme =
  /** Amazon SNS: signed with a certificate of the topic's region. */
  | 'sns'
  /** ECDSA over timestamp and body (SendGrid). */
  | 'ecdsa'
  /** A field of the body is signed (Mailgun). */
  | 'mailgun'
  /** Standard Webhooks: id, timestamp and body are signed. */
  | 'standard'
  /** HMAC over public address and parameters (Mandrill). */
  | 'mandrill'
  /** HMAC over the body, in one header. */
  | 'body-hmac'
  /** HMAC over id, event and timestamp (Mailomat). */
  | 'mailomat'
  /** RSA over the body (Postal). */
  | 'rsa'
  /** MD5 of the body with the account's key in it (Unisender Go). */
  | 'unisender'
  /** It signs nothing: our own token in the address, in a header or as password. */
  | 'token';

/** A sending service that posts its events. */
export interface Service {
  /** Its id, and that of its format. */
  id: string;
  title: string;
  scheme: Scheme;
  /** What the key is called there, and where it is found; `null` where there is none. */
  key: string | null;
  /** Where the service says how to verify what it posts. */
  evidence: string;
}

export const SERVICES: readonly Service[] = [
  {
    id: 'ses',
    title: 'Amazon SES (through SNS)',
    scheme: 'sns',
    key: null,
    evidence: 'https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html',
  },
  {
    id: 'sendgrid',
    title: 'SendGrid',
    scheme: 'ecdsa',
    key: 'Verification key (Mail Settings, Event Webhook, Signature Verification)',
    evidence:
      'https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features',
  },
  {
    id: 'mailgun',
    title: 'Mailgun',
    scheme: 'mailgun',
    key: 'HTTP webhook signing key (API security)',
    evidence: 'https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks',
  },
  {
    id: 'postmark',
    title: 'Postmark',
    scheme: 'token',
    key: null,
    evidence: 'https://postmarkapp.com/developer/webhooks/webhooks-overview#protecting-your-webhook',
  },
  {
    id: 'sparkpost',
    title: 'SparkPost',
    scheme: 'token',
    key: null,
    evidence: 'https://developers.sparkpost.com/api/webhooks/#header-webhook-authentication',
  },
  {
    id: 'brevo',
    title: 'Brevo',
    scheme: 'token',
    key: null,
    evidence: 'https://developers.brevo.com/docs/username-and-password-authentication',
  },
  {
    id: 'mailjet',
    title: 'Mailjet',
    scheme: 'token',
    key: null,
    evidence: 'https://dev.mailjet.com/email/guides/webhooks/',
  },
  {
    id: 'resend',
    title: 'Resend',
    scheme: 'standard',
    key: 'Signing secret of the webhook (whsec_…)',
    evidence: 'https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests',
  },
  {
    id: 'mandrill',
    title: 'Mandrill (Mailchimp Transactional)',
    scheme: 'mandrill',
    key: 'Key of the webhook (Settings, Webhooks)',
    evidence: 'https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/',
  },
  {
    id: 'mailersend',
    title: 'MailerSend',
    scheme: 'body-hmac',
    key: 'Signing secret of the webhook',
    evidence: 'https://developers.mailersend.com/api/v1/webhooks.html#security',
  },
  {
    id: 'mailtrap',
    title: 'Mailtrap',
    scheme: 'body-hmac',
    key: 'Signature key of the webhook',
    evidence: 'https://docs.mailtrap.io/email-api-smtp/advanced/webhooks',
  },
  {
    id: 'mailomat',
    title: 'Mailomat',
    scheme: 'mailomat',
    key: 'Secret of the webhook',
    evidence: 'https://api.mailomat.swiss/docs/#tag/webhook',
  },
  {
    id: 'sweego',
    title: 'Sweego',
    scheme: 'standard',
    key: 'Secret of the webhook',
    evidence: 'https://learn.sweego.io/docs/webhooks/webhook_signature',
  },
  {
    id: 'postal',
    title: 'Postal',
    scheme: 'rsa',
    key: 'Public key of the server (postal default-dkim-record, the part after p=)',
    evidence: 'https://docs.postalserver.io/developer/webhooks',
  },
  {
    id: 'unisender-go',
    title: 'Unisender Go',
    scheme: 'unisender',
    key: 'API key of the account or project',
    evidence: 'https://godocs.unisender.ru/web-api-ref#callback-format',
  },
  {
    id: 'elastic-email',
    title: 'Elastic Email',
    scheme: 'token',
    key: null,
    evidence:
      'https://help.elasticemail.com/en/articles/2376855-how-to-manage-http-web-notifications-webhooks',
  },
  {
    id: 'smtp2go',
    title: 'SMTP2GO',
    scheme: 'token',
    key: null,
    evidence: 'https://developers.smtp2go.com/docs/webhook-authentication',
  },
];

export const serviceById = (id: string): Service | null =>
  SERVICES.find((service) => service.id === id) ?? null;

import { verifyBodySignature } from './body-signature';
import { verifyMailgun } from './mailgun';
import { verifyMailomat } from './mailomat';
import { verifyMandrill } from './mandrill';
import { verifyPostal } from './postal';
import { verifySendgrid } from './sendgrid';
import { verifySes } from './ses';
import { verifyStandardWebhook } from './standard-webhooks';
import { verifyUnisenderGo } from './unisender-go';
import type { Verify } from './verification';

/** A sending service that posts its events. */
export interface Service {
  /** Its id, and that of its format. */
  id: string;
  title: string;
  /** `null`: it signs nothing, and shows a token of ours instead: in the address, as password, or as bearer. */
  verify: Verify | null;
  /** What the key is called there, and where it is found; `null` where there is none. */
  key: string | null;
  /** What else its requests are pinned to. */
  needs?: readonly ('topicArn' | 'publicUrl')[];
  /** Where the service says how to verify what it posts. */
  evidence: string;
}

export const SERVICES: readonly Service[] = [
  {
    id: 'ses',
    title: 'Amazon SES (through SNS)',
    needs: ['topicArn'],
    verify: verifySes,
    key: null,
    evidence: 'https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html',
  },
  {
    id: 'sendgrid',
    title: 'SendGrid',
    verify: verifySendgrid,
    key: 'Verification key (Mail Settings, Event Webhook, Signature Verification)',
    evidence:
      'https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features',
  },
  {
    id: 'mailgun',
    title: 'Mailgun',
    verify: verifyMailgun,
    key: 'HTTP webhook signing key (API security)',
    evidence: 'https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks',
  },
  {
    id: 'postmark',
    title: 'Postmark',
    verify: null,
    key: null,
    evidence: 'https://postmarkapp.com/developer/webhooks/webhooks-overview#protecting-your-webhook',
  },
  {
    id: 'sparkpost',
    title: 'SparkPost',
    verify: null,
    key: null,
    evidence: 'https://developers.sparkpost.com/api/webhooks/#header-webhook-authentication',
  },
  {
    id: 'brevo',
    title: 'Brevo',
    verify: null,
    key: null,
    evidence: 'https://developers.brevo.com/docs/username-and-password-authentication',
  },
  {
    id: 'mailjet',
    title: 'Mailjet',
    verify: null,
    key: null,
    evidence: 'https://dev.mailjet.com/email/guides/webhooks/',
  },
  {
    id: 'resend',
    title: 'Resend',
    verify: verifyStandardWebhook,
    key: 'Signing secret of the webhook (whsec_…)',
    evidence: 'https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests',
  },
  {
    id: 'mandrill',
    title: 'Mandrill (Mailchimp Transactional)',
    needs: ['publicUrl'],
    verify: verifyMandrill,
    key: 'Key of the webhook (Settings, Webhooks)',
    evidence: 'https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/',
  },
  {
    id: 'mailersend',
    title: 'MailerSend',
    verify: verifyBodySignature('signature'),
    key: 'Signing secret of the webhook',
    evidence: 'https://developers.mailersend.com/api/v1/webhooks.html#security',
  },
  {
    id: 'mailtrap',
    title: 'Mailtrap',
    verify: verifyBodySignature('mailtrap-signature'),
    key: 'Signature key of the webhook',
    evidence: 'https://docs.mailtrap.io/email-api-smtp/advanced/webhooks',
  },
  {
    id: 'mailomat',
    title: 'Mailomat',
    verify: verifyMailomat,
    key: 'Secret of the webhook',
    evidence: 'https://api.mailomat.swiss/docs/#tag/webhook',
  },
  {
    id: 'sweego',
    title: 'Sweego',
    verify: verifyStandardWebhook,
    key: 'Secret of the webhook',
    evidence: 'https://learn.sweego.io/docs/webhooks/webhook_signature',
  },
  {
    id: 'postal',
    title: 'Postal',
    verify: verifyPostal,
    key: 'Public key of the server (postal default-dkim-record, the part after p=)',
    evidence: 'https://docs.postalserver.io/developer/webhooks',
  },
  {
    id: 'unisender_go',
    title: 'Unisender Go',
    verify: verifyUnisenderGo,
    key: 'API key of the account or project',
    evidence: 'https://godocs.unisender.ru/web-api-ref#callback-format',
  },
  {
    id: 'elastic-email',
    title: 'Elastic Email',
    verify: null,
    key: null,
    evidence:
      'https://help.elasticemail.com/en/articles/2376855-how-to-manage-http-web-notifications-webhooks',
  },
  {
    id: 'smtp2go',
    title: 'SMTP2GO',
    verify: null,
    key: null,
    evidence: 'https://developers.smtp2go.com/docs/webhook-authentication',
  },
];

export const serviceById = (id: string): Service | null =>
  SERVICES.find((service) => service.id === id) ?? null;

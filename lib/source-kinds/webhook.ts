import { z } from 'zod';
import { SERVICES, serviceById } from '@/lib/webhooks/services';
import type { SourceKind } from './source-kind';

/** An address as Amazon names it: `arn:aws:sns:eu-west-1:123456789012:bounces`. */
const TOPIC = /^arn:aws(?:-cn|-us-gov)?:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}(?:\.fifo)?$/;

const SERVICE_IDS = SERVICES.map(({ id }) => id) as [string, ...string[]];

/** Each of an optional field's reasons names the service that needs it. */
export const WebhookSettings = z
  .object({
    service: z.enum(SERVICE_IDS).describe('Sending service'),
    key: z
      .string()
      .trim()
      .min(1)
      .nullable()
      .default(null)
      .describe('Key that its requests are verified with'),
    topicArn: z
      .string()
      .trim()
      .regex(TOPIC, 'must be the ARN of a topic, such as arn:aws:sns:eu-west-1:123456789012:bounces')
      .nullable()
      .default(null)
      .describe('Amazon SES: the only SNS topic that is accepted (ARN)'),
    publicUrl: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .default(null)
      .describe('Mandrill: the address as it was given to Mandrill, which signs it'),
  })
  .superRefine(({ service, key, topicArn, publicUrl }, context) => {
    const known = serviceById(service);
    const missing = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (known?.key && !key) missing('key', `${known.title} signs what it posts: give the ${known.key}`);
    if (known?.needs?.includes('topicArn') && !topicArn)
      missing('topicArn', 'give the ARN of the topic that SES publishes to');
    if (known?.needs?.includes('publicUrl') && !publicUrl)
      missing('publicUrl', 'give the address that Mandrill posts to: it is part of what Mandrill signs');
  });
export type WebhookSettings = z.infer<typeof WebhookSettings>;

export const webhook: SourceKind = {
  kind: 'webhook',
  title: 'Webhook',
  summary: 'Events that a sending service posts here, each request verified as that service prescribes.',
  settings: WebhookSettings,
  secrets: ['key'],
  fixed: ['service'],
  hasAddress: true,
};

import { z } from 'zod';
import { isOwnRecipient } from '@/lib/sources/own-recipients';
import { isReturnPathPattern } from '@/lib/sources/return-path';
import type { SourceKind } from './source-kind';

const file = z.string().trim().min(1).nullable().default(null);

export const SmtpSettings = z
  .object({
    recipients: z
      .array(
        z
          .string()
          .trim()
          .refine(isOwnRecipient, 'must be a domain or an address, such as bounces@return.example.com'),
      )
      .min(1, 'name the domain or address of the return path')
      .describe('Domains and addresses that mail is taken for; all else is refused'),
    protocol: z.enum(['smtp', 'lmtp']).default('smtp').describe('Protocol'),
    host: z
      .union([z.ipv4(), z.ipv6()], 'must be an address of this machine')
      .default('127.0.0.1')
      .describe('Address to listen on; 0.0.0.0 for all'),
    port: z.number().int().min(0).max(65535).default(2525).describe('Port'),
    socketPath: file.describe('LMTP: a Unix socket instead of address and port'),
    returnPath: z
      .string()
      .trim()
      .refine(isReturnPathPattern, 'must hold {recipient}, or {local} and {domain}, and an @')
      .nullable()
      .default(null)
      .describe(
        'How recipients are written into the return path, such as b-{recipient}@return.example.com; the common ways are known',
      ),
    largestMegabytes: z.number().int().min(1).max(32).default(10).describe('Largest mail, in MB'),
    messagesPerMinute: z
      .number()
      .int()
      .min(1)
      .default(1_000)
      .describe('Messages a minute from one address, at most'),
    certificateFile: file.describe('TLS certificate for STARTTLS (PEM file)'),
    keyFile: file.describe('Its private key (PEM file)'),
  })
  .superRefine(({ certificateFile, keyFile, protocol, socketPath }, context) => {
    if ((certificateFile === null) !== (keyFile === null))
      context.addIssue({ code: 'custom', path: ['keyFile'], message: 'a certificate goes with its key' });
    if (socketPath !== null && protocol !== 'lmtp')
      context.addIssue({ code: 'custom', path: ['socketPath'], message: 'only LMTP uses a Unix socket' });
  });
export type SmtpSettings = z.infer<typeof SmtpSettings>;

export const smtp: SourceKind = {
  kind: 'smtp',
  title: 'Bounce mail by SMTP or LMTP',
  summary: 'A port for the mail of a return path: delivery reports, bounces in free text, complaints.',
  settings: SmtpSettings,
  secrets: [],
  format: 'mail',
};

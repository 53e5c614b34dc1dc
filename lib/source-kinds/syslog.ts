import { z } from 'zod';
import { isNetwork } from '@/lib/sources/networks';
import type { SourceKind } from './source-kind';

/** This machine, and addresses that are not routed on the internet (RFC 1918, RFC 4193, RFC 4291 §2.5.6). */
const NEAR = ['127.0.0.0/8', '::1', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fe80::/10'];

const file = z.string().trim().min(1).nullable().default(null);

export const SyslogSettings = z
  .object({
    host: z
      .union([z.ipv4(), z.ipv6()], 'must be an address of this machine')
      .default('127.0.0.1')
      .describe('Address to listen on; 0.0.0.0 for all'),
    port: z.number().int().min(0).max(65535).default(5514).describe('Port'),
    transport: z.enum(['tcp', 'udp', 'tcp+udp']).default('tcp').describe('Transport'),
    networks: z
      .array(z.string().trim().refine(isNetwork, 'must be a network such as 192.0.2.0/24'))
      .min(1)
      .default(NEAR)
      .describe('Networks that are listened to'),
    certificateFile: file.describe('TLS certificate (PEM file); without one, TCP is in clear'),
    keyFile: file.describe('Its private key (PEM file)'),
  })
  .superRefine(({ certificateFile, keyFile, transport }, context) => {
    if ((certificateFile === null) !== (keyFile === null))
      context.addIssue({ code: 'custom', path: ['keyFile'], message: 'a certificate goes with its key' });
    if (certificateFile !== null && transport !== 'tcp')
      context.addIssue({ code: 'custom', path: ['transport'], message: 'only TCP can carry TLS' });
  });
export type SyslogSettings = z.infer<typeof SyslogSettings>;

export const syslog: SourceKind = {
  kind: 'syslog',
  title: 'Syslog',
  summary: 'A port that rsyslog, syslog-ng or a mail server sends its log to, by TCP or UDP.',
  settings: SyslogSettings,
  secrets: [],
};

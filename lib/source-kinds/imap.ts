import { z } from 'zod';
import type { SourceKind } from './source-kind';

const text = z.string().trim().min(1);

export const ImapSettings = z
  .object({
    host: text.describe('Server'),
    port: z.number().int().min(1).max(65535).default(993).describe('Port'),
    security: z
      .enum(['tls', 'starttls', 'none'])
      .default('tls')
      .describe('Encryption; "none" sends the password in clear'),
    user: text.describe('User'),
    // Not from a file: whoever may set up a source could have any file sent to any host.
    password: z.string().min(1).describe('Password'),
    folder: text.default('INBOX').describe('Folder'),
    afterwards: z
      .enum(['seen', 'move', 'delete'])
      .default('seen')
      .describe('What is done with a mail that was taken'),
    moveTo: text.nullable().default(null).describe('Folder to move it to'),
    pollSeconds: z
      .number()
      .int()
      .min(5)
      .max(3600)
      .default(60)
      .describe('Seconds between two looks, where the server does not tell of new mail by itself'),
    authorityFile: text
      .nullable()
      .default(null)
      .describe('Certificate authority of the server (PEM file), where it is one of your own'),
  })
  .superRefine(({ afterwards, moveTo, folder }, context) => {
    const wrong = (message: string) => context.addIssue({ code: 'custom', path: ['moveTo'], message });
    if ((afterwards === 'move') !== (moveTo !== null)) wrong('the folder to move to goes with "move"');
    if (moveTo === folder) wrong('must be another folder');
  });
export type ImapSettings = z.infer<typeof ImapSettings>;

export const imap: SourceKind = {
  kind: 'imap',
  title: 'Bounce mail by IMAP',
  summary: 'A mailbox on another server, which receives the mail of a return path.',
  settings: ImapSettings,
  secrets: ['password'],
  // Without encryption, or by another authority's word, it goes to others as much as to another host.
  sentTo: ['host', 'port', 'security', 'authorityFile'],
  format: 'mail',
};

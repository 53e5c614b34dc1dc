import { z } from 'zod';
import type { SourceKind } from './source-kind';

export const MaildirSettings = z.object({
  path: z
    .string()
    .trim()
    .regex(/^\//, 'must be the whole path of a folder, from the root')
    .describe('Folder, which holds new and cur'),
  afterwards: z.enum(['seen', 'delete']).default('seen').describe('What is done with a mail that was taken'),
});
export type MaildirSettings = z.infer<typeof MaildirSettings>;

export const maildir: SourceKind = {
  kind: 'maildir',
  title: 'Bounce mail in a Maildir',
  summary: 'A Maildir on the machine of the worker, into which a mail server delivers a return path.',
  settings: MaildirSettings,
  secrets: [],
  format: 'mail',
};

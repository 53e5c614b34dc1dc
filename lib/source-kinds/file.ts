import { z } from 'zod';
import type { SourceKind } from './source-kind';

export const FileSettings = z.object({
  paths: z
    .array(z.string().trim().regex(/^\//, 'must be whole paths, from the root'))
    .min(1, 'name at least one file')
    .describe('Files to follow; patterns such as /var/log/mail*.log are allowed'),
});

export const file: SourceKind = {
  kind: 'file',
  title: 'Files here',
  summary: 'Logs on the machine of the worker, followed through rotation, truncation and compression.',
  settings: FileSettings,
  secrets: [],
};

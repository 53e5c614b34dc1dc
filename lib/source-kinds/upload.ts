import { z } from 'zod';
import type { SourceKind } from './source-kind';

export const upload: SourceKind = {
  kind: 'upload',
  title: 'Uploads',
  summary: 'Files that somebody brings in the browser: logs, accounting files, mails.',
  settings: z.object({}),
  secrets: [],
};

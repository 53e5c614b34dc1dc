import { z } from 'zod';
import type { SourceKind } from './source-kind';

export const push: SourceKind = {
  kind: 'push',
  title: 'HTTP push',
  summary: 'Log lines, records or bounce mails that a mail server or log shipper posts here, with a token.',
  settings: z.object({}),
  secrets: [],
  hasAddress: true,
};

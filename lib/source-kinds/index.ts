import { file } from './file';
import { imap } from './imap';
import { maildir } from './maildir';
import { push } from './push';
import { smtp } from './smtp';
import type { SourceKind } from './source-kind';
import { syslog } from './syslog';
import { upload } from './upload';
import { webhook } from './webhook';

/** Every way in that is set up in the dashboard, in the order in which they are offered. */
export const SOURCE_KINDS: readonly SourceKind[] = [file, push, webhook, syslog, smtp, imap, maildir, upload];

export function sourceKindOf(kind: string): SourceKind | null {
  return SOURCE_KINDS.find((one) => one.kind === kind) ?? null;
}

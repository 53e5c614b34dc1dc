import fs from 'node:fs/promises';
import { loadLate } from '@/lib/load-late';
import { ImapSettings } from '@/lib/source-kinds/imap';
import { mailboxPosition, noteMailboxPosition } from '@/lib/store/listened-sources';
import type { ListenerKind } from './listener';

export const takeFromImap: ListenerKind = {
  kind: 'imap',
  isExclusive: true,
  files(settings) {
    const { authorityFile } = ImapSettings.parse(settings);
    return authorityFile === null ? [] : [authorityFile];
  },
  async open({ source, settings, deployment, log, receive, onFault, tellLost }) {
    const { authorityFile, ...parsed } = ImapSettings.parse(settings);
    const authority = authorityFile === null ? null : await fs.readFile(authorityFile, 'utf8');
    const { db } = deployment;
    // Few have a mailbox to read, and what speaks IMAP is a megabyte.
    const { pollMailbox } = await loadLate(() => import('@/lib/sources/imap-mailbox'));
    const stopping = new AbortController();
    const receiver = {
      position: () => mailboxPosition(db, source.id),
      notePosition: (position: { numbering: string; uid: number }) =>
        noteMailboxPosition(db, source.id, position),
      receive: (key: string, mail: Uint8Array<ArrayBuffer>) =>
        receive(key, mail).catch((error: Error) => {
          throw new Error(`mail cannot be stored, and stays in the mailbox: ${error.message}`);
        }),
      onFault,
      tellLost,
    };
    const done = pollMailbox({ ...parsed, authority }, receiver, stopping.signal);
    log.info({ host: parsed.host, folder: parsed.folder }, 'reading a mailbox');
    return {
      async close() {
        stopping.abort();
        await done;
      },
    };
  },
};

import { MaildirSettings } from '@/lib/source-kinds/maildir';
import { pollMaildir } from '@/lib/sources/maildir';
import type { ListenerKind } from './listener';

export const takeFromMaildir: ListenerKind = {
  kind: 'maildir',
  isExclusive: true,
  files: () => [],
  async open({ settings, receive, onFault, tellLost }) {
    const stopping = new AbortController();
    const receiver = {
      onFault,
      tellLost,
      receive: (key: string, mail: Uint8Array<ArrayBuffer>) =>
        receive(key, mail).catch((error: Error) => {
          throw new Error(`mail cannot be stored, and stays in the Maildir: ${error.message}`);
        }),
    };
    const done = pollMaildir(MaildirSettings.parse(settings), receiver, stopping.signal);
    return {
      async close() {
        stopping.abort();
        await done;
      },
    };
  },
};

import { loadLate } from '@/lib/load-late';
import { SmtpSettings } from '@/lib/source-kinds/smtp';
import type { ListenerKind } from './listener';
import { pemFiles, readPem } from './pem-files';
import { refusalLog } from './refusal-log';

export const receiveBounceMail: ListenerKind = {
  kind: 'smtp',
  isExclusive: false,
  files: (settings) => pemFiles(SmtpSettings.parse(settings)),
  async open({ settings, log, receive, onFault }) {
    const parsed = SmtpSettings.parse(settings);
    const { protocol, host, port, socketPath, recipients, returnPath, messagesPerMinute } = parsed;
    const place = socketPath === null ? { host, port } : { path: socketPath };
    // Few receive mail here, and what speaks SMTP is a megabyte.
    const { listenForMail } = await loadLate(() => import('@/lib/sources/smtp-receiver'));
    const server = await listenForMail(
      {
        ...{ protocol, place, recipients, returnPath, messagesPerMinute },
        largestBytes: parsed.largestMegabytes << 20,
        tls: await readPem(parsed),
      },
      {
        receive,
        onFault: (fault) => onFault(fault && `mail cannot be stored, its senders keep it: ${fault}`),
        onRefused: refusalLog(log),
      },
    );
    log.info({ ...place, protocol }, 'listening for bounce mail');
    return server;
  },
};

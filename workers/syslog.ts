import { SyslogSettings } from '@/lib/source-kinds/syslog';
import { listenForSyslog } from '@/lib/sources/syslog-server';
import type { ListenerKind } from './listener';
import { pemFiles, readPem } from './pem-files';
import { refusalLog } from './refusal-log';

/** How long lines that have been received may take to be written when the worker is told to stop. */
const PATIENCE_MS = 10_000;

export const listenToSyslog: ListenerKind = {
  kind: 'syslog',
  isExclusive: false,
  files: (settings) => pemFiles(SyslogSettings.parse(settings)),
  async open({ settings, log, receive, onFault, tellLost }) {
    const parsed = SyslogSettings.parse(settings);
    const { host, port, transport, networks } = parsed;
    const transports = transport === 'tcp+udp' ? (['tcp', 'udp'] as const) : [transport];
    const server = await listenForSyslog(
      { host, port, transports, networks, tls: await readPem(parsed) },
      {
        write: ({ key, content }) => receive(key, new Uint8Array(content)),
        onFault: (fault) => onFault(fault && `what arrives cannot be stored, and waits: ${fault}`),
        tellLost,
        onRefused: refusalLog(log),
      },
    );
    log.info({ host, port: server.port, transport }, 'listening for syslog');
    return {
      async close() {
        for (const { reason, count, bytes } of await server.close(PATIENCE_MS))
          log.error({ count, bytes }, `lost, and not written down: ${reason}`);
      },
    };
  },
};

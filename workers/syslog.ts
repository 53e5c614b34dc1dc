import fs from 'node:fs/promises';
import { SyslogSettings } from '@/lib/source-kinds/syslog';
import { listenForSyslog } from '@/lib/sources/syslog-server';
import type { ListenerKind } from './listener';

/** How long lines that have been received may take to be written when the worker is told to stop. */
const PATIENCE_MS = 10_000;
/** Strangers knock often: each is logged once in a while. */
const REFUSAL_LOG_MS = 60_000;
const REFUSALS_KEPT = 1_000;

export const listenToSyslog: ListenerKind = {
  kind: 'syslog',
  isExclusive: false,
  files: (settings) => {
    const { certificateFile, keyFile } = SyslogSettings.parse(settings);
    return [certificateFile, keyFile].filter((file) => file !== null);
  },
  async open({ settings, log, receive, onFault, tellLost }) {
    const { host, port, transport, networks, certificateFile, keyFile } = SyslogSettings.parse(settings);
    const transports = transport === 'tcp+udp' ? (['tcp', 'udp'] as const) : [transport];
    const refusals = new Map<string, number>();
    const server = await listenForSyslog(
      {
        host,
        port,
        transports,
        networks,
        tls:
          certificateFile === null || keyFile === null
            ? null
            : {
                certificate: await fs.readFile(certificateFile, 'utf8'),
                key: await fs.readFile(keyFile, 'utf8'),
              },
      },
      {
        write: ({ key, content }) => receive(key, new Uint8Array(content)),
        onFault: (fault) => onFault(fault && `what arrives cannot be stored, and waits: ${fault}`),
        tellLost,
        onRefused(address, reason) {
          const now = Date.now();
          if (now - (refusals.get(address) ?? 0) < REFUSAL_LOG_MS) return;
          if (refusals.size >= REFUSALS_KEPT) refusals.clear();
          refusals.set(address, now);
          log.warn({ address, reason }, 'refused');
        },
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

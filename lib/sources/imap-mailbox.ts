import { setTimeout as sleep } from 'node:timers/promises';
import { imapFault, isLoginRefused } from './imap-fault';
import { type ImapOptions, type ImapReceiver, ImapSession } from './imap-session';

export interface Polling extends ImapOptions {
  pauses?: Pauses;
}

/** How long to leave a server alone: a little after it was away, longer after it refused the login, since servers lock
 * out who tries too often. Both double up to the last. */
export interface Pauses {
  awayMs: number;
  refusedMs: number;
  lastMs: number;
}
export const PAUSES: Pauses = { awayMs: 5_000, refusedMs: 60_000, lastMs: 600_000 };

export const pauseAfter = (
  failures: number,
  isRefused: boolean,
  { awayMs, refusedMs, lastMs }: Pauses,
): number => Math.min((isRefused ? refusedMs : awayMs) * 2 ** Math.min(failures, 16), lastMs);

/** Takes every new mail of a folder, and waits for more, until it is told to stop. */
export async function pollMailbox(
  options: Polling,
  receiver: ImapReceiver,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await new ImapSession(options, receiver, signal, () => {
        failures = 0;
        receiver.onFault(null);
      }).run();
    } catch (error) {
      if (signal.aborted) return;
      receiver.onFault(imapFault(error as Error, options));
      const pauseMs = pauseAfter(failures++, isLoginRefused(error as Error), options.pauses ?? PAUSES);
      await sleep(pauseMs, undefined, { signal }).catch(() => {}); // Aborted: the loop ends.
    }
  }
}

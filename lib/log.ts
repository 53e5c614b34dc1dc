import pino, { type Logger } from 'pino';

export type { Logger };

/** JSON lines on stderr. What is logged names sources, files and batches; never a recipient. */
export function openLog(level: string, name: string): Logger {
  return pino({ level, name, base: { name } }, pino.destination(2));
}

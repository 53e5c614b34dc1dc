import { execFileSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import { acceptPush } from '@/lib/intake/accept-push';
import { openTestIntake, type TestIntake, type TestSource } from '../intake/open-intake';

const FOLDER = path.join(import.meta.dirname, '../../docs/push');

export interface PushServer {
  room: TestIntake;
  source: TestSource;
  address: string;
  /** A folder of this test's own. */
  folder: string;
  /** Answers as if the store were away, for as long as it is set. */
  away: boolean;
  /** A file of `docs/push` with its placeholders filled in, laid down in the folder; `change` adapts paths. */
  put(name: string, change?: (text: string) => string): Promise<string>;
  /** All that was accepted, in order. */
  accepted(): Promise<string>;
  close(): Promise<void>;
}

/** The intake behind a real port. */
export async function openPushServer(): Promise<PushServer> {
  const room = await openTestIntake();
  const source = await room.source('push', {}, 'postfix');
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-push-'));
  const state = { away: false };
  const answer = (request: Request) =>
    state.away ? new Response('away', { status: 503 }) : acceptPush(room.intake, request, source.name);
  const server = await new Promise<ServerType>((resolve) => {
    const made = serve({ fetch: answer, hostname: '127.0.0.1', port: 0 }, () => resolve(made));
  });
  const { port } = server.address() as { port: number };
  const address = `http://127.0.0.1:${port}`;
  return Object.assign(state, {
    room,
    source,
    address,
    folder,
    async put(name: string, change = (text: string) => text) {
      const text = await fs.readFile(path.join(FOLDER, name), 'utf8');
      const filled = text
        .replaceAll('__ADDRESS__', address)
        .replaceAll('__SOURCE__', source.name)
        .replaceAll('__TOKEN__', source.token);
      const file = path.join(folder, name);
      await fs.writeFile(file, change(filled), { mode: 0o755 });
      return file;
    },
    async accepted() {
      const batches = await room.store.db.ingestBatch.findMany({ orderBy: { id: 'asc' } });
      return batches.map(({ content }) => Buffer.from(content).toString().replace(/\n?$/, '\n')).join('');
    },
    async close() {
      await new Promise((resolve) => server.close(resolve));
      await room.close();
      await fs.rm(folder, { recursive: true, force: true });
    },
  });
}

/** Where a program is, or `null` with a line that says what is left out. */
export function findProgram(name: string, candidates: readonly string[], what: string): string | null {
  for (const candidate of candidates) {
    try {
      execFileSync('sh', ['-c', `test -x "${candidate}" || command -v "${candidate}"`], { stdio: 'ignore' });
      return candidate;
    } catch {} // Looked for elsewhere.
  }
  console.log(`left out: ${what}, since ${name} is not installed here (.ci/run installs it)`);
  return null;
}

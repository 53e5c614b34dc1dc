import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readFile } from '@/lib/ingest/read-file';
import { registerFile } from '@/lib/ingest/register-file';
import { EventRecorder } from '@/lib/store/record-events';
import { ensureSource } from '@/lib/store/sources';
import { openTestStore, type TestStore } from '../store/test-store';

export interface MailRoom extends TestStore {
  recorder: EventRecorder;
  source: { id: number; kind: string; format: string };
  /** A path in this room's own folder. */
  at(name: string): string;
  write(name: string, content: string | Buffer): Promise<string>;
  /** Registers the file and reads all of it, as an import does. */
  importFile(file: string): Promise<number>;
  /** Registers the file and reads what is complete of it, as a worker does. */
  readOn(file: string, owner?: string): Promise<number>;
  generation(id: number): ReturnType<TestStore['db']['fileGeneration']['findFirstOrThrow']>;
  events(): Promise<number>;
}

/** A store with one source, and a folder for its files. */
export async function openMailRoom(given?: TestStore): Promise<MailRoom> {
  const store = given ?? (await openTestStore());
  const { db } = store;
  const recorder = await EventRecorder.open(store.databaseUrl, 'key');
  const source = await ensureSource(db, {
    name: 'mail',
    kind: 'import',
    format: 'auto',
    paths: [],
    timeZone: 'UTC',
  });
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-mail-'));
  const read = async (file: string, isComplete: boolean, owner: string) => {
    const registered = await registerFile(db, source, file);
    if (!registered) throw new Error(`${file} is empty`);
    const ref = { sourceId: source.id, generationId: registered.generationId };
    await readFile({ db, recorder, owner, now: () => new Date() }, ref, { isComplete });
    return registered.generationId;
  };
  return {
    ...store,
    recorder,
    source,
    at: (name) => path.join(folder, name),
    async write(name, content) {
      const file = path.join(folder, name);
      await fs.writeFile(file, content);
      return file;
    },
    importFile: (file) => read(file, true, 'import'),
    readOn: (file, owner = 'worker') => read(file, false, owner),
    generation: (id) => db.fileGeneration.findFirstOrThrow({ where: { id } }),
    events: () => db.event.count(),
    async close() {
      await recorder.close();
      await store.close();
      await fs.rm(folder, { recursive: true });
    },
  };
}

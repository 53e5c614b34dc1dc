import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

/**
 * Prisma's own schema engine as WebAssembly: the same migrations table and the same checks as `prisma migrate`,
 * without the binary that its command line would download.
 */
export async function withSchemaEngine<Result>(
  databaseUrl: string,
  use: (engine: bindings.SchemaEngine) => Promise<Result>,
): Promise<Result> {
  const { instance } = await WebAssembly.instantiate(await readFile(wasmFile()), {
    './schema_engine_bg.js': {
      ...(bindings as unknown as WebAssembly.ModuleImports),
      ...withoutKeepingAlive,
    },
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  const pool = new pg.Pool({ connectionString: databaseUrl });
  try {
    const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool));
    const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, () => {}, factory);
    try {
      return await use(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

/** The engine never clears the timer of its 10 s lock timeout, which would keep a process alive that is done. */
const withoutKeepingAlive = Object.fromEntries(
  Object.keys(bindings)
    .filter((name) => name.startsWith('__wbg_setTimeout_'))
    .map((name) => [name, (callback: () => void, delayMs: number) => setTimeout(callback, delayMs).unref()]),
);

/** The build lays the module beside the bundle; in the source tree it is where npm put it. */
function wasmFile(): URL | string {
  const name = 'schema_engine_bg.wasm';
  if (!import.meta.url.endsWith('.ts')) return new URL(`./${name}`, import.meta.url);
  const installed = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  return path.join(path.dirname(installed), name);
}

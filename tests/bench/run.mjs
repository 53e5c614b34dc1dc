// Every figure that we quote: one command, one table, the same as JSON beside it.
//   npm run bench              all of them
//   npm run bench parse import only these
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, setUp } from '../../bin/setup.mjs';

const RESULTS = 'bench-results.json';
const asked = process.argv.slice(2);

setUp({ web: true });
process.chdir(root);
const names = fs
  .readdirSync('tests/bench')
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''))
  .filter((name) => asked.length === 0 || asked.includes(name));
if (names.length === 0) throw new Error(`no benchmark is called ${asked.join(' or ')}`);

const built = path.join(root, 'dist/bench');
const esbuild = [
  '--bundle',
  '--platform=node',
  '--target=node20',
  '--format=esm',
  '--packages=external',
  '--alias:@=.',
];
const sources = names.map((name) => `tests/bench/${name}.bench.ts`);
const { status } = spawnSync(
  'node_modules/.bin/esbuild',
  [...sources, ...esbuild, `--outdir=${built}`, '--log-level=error', '--out-extension:.js=.mjs'],
  { stdio: 'inherit' },
);
if (status !== 0) process.exit(1);
// What migrates a store of a benchmark's own looks for it beside itself.
const engine = 'schema_engine_bg.wasm';
fs.copyFileSync(`dist/bin/${engine}`, path.join(built, engine));

/** Each in a process of its own: what one leaves in memory costs the next one time. */
function measured(name) {
  const bench = pathToFileURL(path.join(built, `${name}.bench.mjs`)).href;
  const program = `import fs from 'node:fs'; import { run } from '${bench}'; fs.writeSync(3, JSON.stringify(await run())); process.exit(0);`;
  const { status, output } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the benchmark ${name} failed: what it says is above`);
  return JSON.parse(output[3]);
}

const machine = `${os.cpus()[0].model}, ${os.cpus().length} cores, Node ${process.version}, load ${os.loadavg()[0].toFixed(1)} at the start`;
console.log(machine);
const results = {};
for (const name of names) {
  results[name] = measured(name);
  console.log(`\n${name}`);
  for (const { name: figure, value, unit } of results[name]) {
    const shown = Number(value).toLocaleString('en', { maximumFractionDigits: 2 });
    console.log(`  ${figure.padEnd(60)}${shown.padStart(14)} ${unit}`);
  }
}
fs.writeFileSync(RESULTS, `${JSON.stringify({ machine, at: new Date().toISOString(), results }, null, 2)}\n`);
console.log(`\nwritten to ${RESULTS}`);
process.exit(0);

// All checks, one after the other: two cores are few. The first that fails does not keep the others from running.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root, setUp } from '../bin/setup.mjs';

const counts = { passed: 0, failed: 0 };
const failures = [];

setUp({ web: true });
check('types', 'tsc', ['--noEmit', '-p', '.']);
check('lint', 'biome', ['check', '--error-on-warnings', '.']);
check('unused code', 'knip', []);
for (const project of ['code', 'faults', 'browser']) test(project);

for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(failures.length > 0 ? 1 : 0);

function check(name, program, args) {
  if (run(name, program, args)) counts.passed++;
  else counts.failed++;
}

function test(project) {
  const report = path.join(os.tmpdir(), `bounceboard-${project}-${process.pid}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const passed = run(`tests: ${project}`, 'vitest', ['run', '--project', project, ...reporters]);
  if (!fs.existsSync(report)) {
    counts.failed++;
    return;
  }
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(fs.readFileSync(report, 'utf8'));
  fs.rmSync(report);
  counts.passed += numPassedTests;
  counts.failed += numFailedTests;
  if (numPendingTests > 0) console.log(`${numPendingTests} left out; each says why above`);
  if (passed && numPassedTests === 0) failures.push(`tests: ${project} ran no test`);
}

function run(name, program, args) {
  console.log(`\n── ${name}`);
  const startedAt = Date.now();
  const env = { ...process.env, NODE_ENV: undefined };
  const { status } = spawnSync(path.join(root, 'node_modules/.bin', program), args, {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  console.log(
    `── ${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`,
  );
  if (status !== 0) failures.push(name);
  return status === 0;
}

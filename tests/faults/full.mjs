// The long form of the fault tests: the same, over more kills and more events.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root, setUp } from '../../bin/setup.mjs';

setUp({ web: true });
const vitest = path.join(root, 'node_modules/.bin/vitest');
const args = ['run', '--project', 'faults', '--no-file-parallelism', '--testTimeout=900000'];
const env = { ...process.env, BOUNCEBOARD_FAULTS: 'full' };
process.exit(spawnSync(vitest, args, { cwd: root, env, stdio: 'inherit' }).status ?? 1);

// Puts a new build where the one before is, also under a process that runs out of that one.
import fs from 'node:fs';
import path from 'node:path';

/** Names the files that are of the build before. */
const KEPT = 'kept.json';

/**
 * Who runs loads some of its code late, and that is named by hash: what the old build made is kept beside the new one,
 * and what it had kept itself goes.
 */
export function renewBuild(fresh, built) {
  const before = `${built}.old`;
  fs.rmSync(before, { recursive: true, force: true });
  if (fs.existsSync(built)) {
    keepChunks(built, fresh);
    fs.renameSync(built, before);
  }
  fs.renameSync(fresh, built);
  fs.rmSync(before, { recursive: true, force: true });
}

function keepChunks(built, fresh) {
  const list = path.join(built, KEPT);
  const ofBefore = fs.existsSync(list) ? JSON.parse(fs.readFileSync(list, 'utf8')) : [];
  const isThere = (name) => fs.existsSync(path.join(fresh, 'bin', name));
  const kept = fs
    .readdirSync(path.join(built, 'bin'))
    .filter((name) => !ofBefore.includes(name) && !isThere(name));
  for (const name of kept) fs.copyFileSync(path.join(built, 'bin', name), path.join(fresh, 'bin', name));
  fs.writeFileSync(path.join(fresh, KEPT), JSON.stringify(kept));
}

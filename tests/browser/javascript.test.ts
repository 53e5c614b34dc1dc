import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import zlib from 'node:zlib';
import { expect, it } from 'vitest';

const BUILD = fileURLToPath(new URL('../../.next', import.meta.url));
const MOST_BYTES = 250_000;

interface PageManifest {
  entryJSFiles: Record<string, string[]>;
}

const sizes = new Map<string, number>();
/** As it goes over the wire. */
function compressed(file: string): number {
  const known = sizes.get(file);
  if (known !== undefined) return known;
  const size = zlib.gzipSync(fs.readFileSync(`${BUILD}/${decodeURIComponent(file)}`)).length;
  sizes.set(file, size);
  return size;
}

/** The scripts that a page asks for when it is opened: the frame's, its layouts' and its own. */
function scriptsOf(manifest: string): Set<string> {
  const scope: { __RSC_MANIFEST?: Record<string, PageManifest> } = {};
  vm.runInNewContext(fs.readFileSync(manifest, 'utf8'), { globalThis: scope });
  const [page] = Object.values(scope.__RSC_MANIFEST ?? {});
  if (!page) throw new Error(`${manifest} names no page`);
  const { rootMainFiles } = JSON.parse(fs.readFileSync(`${BUILD}/build-manifest.json`, 'utf8')) as {
    rootMainFiles: string[];
  };
  return new Set([...rootMainFiles, ...Object.values(page.entryJSFiles).flat()]);
}

it('stays below 250 kB compressed on every page', () => {
  const manifests = (fs.readdirSync(`${BUILD}/server/app`, { recursive: true, encoding: 'utf8' }) as string[])
    .filter((file) => file.endsWith('page_client-reference-manifest.js'))
    .sort();
  const pages = manifests.map((file) => {
    const scripts = [...scriptsOf(`${BUILD}/server/app/${file}`)];
    return {
      page: file.replace('/page_client-reference-manifest.js', ''),
      bytes: scripts.reduce((sum, script) => sum + compressed(script), 0),
    };
  });
  expect(pages.length).toBeGreaterThan(20);
  expect(Math.min(...pages.map(({ bytes }) => bytes))).toBeGreaterThan(50_000);
  expect(pages.filter(({ bytes }) => bytes > MOST_BYTES)).toEqual([]);
});

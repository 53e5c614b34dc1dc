import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const FOLDER = path.join(import.meta.dirname, '../../docs/push');
const read = (name: string) => fs.readFileSync(path.join(FOLDER, name), 'utf8');

/** What each needs from us; the scripts beside them are told by their configuration. */
const PLACEHOLDERS: Record<string, readonly string[]> = {
  'follow-file.sh': ['__ADDRESS__', '__SOURCE__', '__TOKEN__'],
  'rsyslog.conf': ['__ADDRESS__', '__SOURCE__', '__TOKEN__'],
  'rsyslog-push.sh': [],
  'syslog-ng.conf': ['__ADDRESS__', '__SOURCE__', '__TOKEN__'],
  'vector.yaml': ['__ADDRESS__', '__SOURCE__', '__TOKEN__'],
  'fluent-bit.yaml': ['__HOST__', '__PORT__'],
  'kumomta.lua': ['__ADDRESS__', '__SOURCE__', '__TOKEN__'],
};

test('every configuration is known, and has the places that are filled in', () => {
  expect(fs.readdirSync(FOLDER).sort()).toEqual(Object.keys(PLACEHOLDERS).sort());
  for (const [name, expected] of Object.entries(PLACEHOLDERS))
    expect([...new Set(read(name).match(/__[A-Z]+__/g))].sort(), name).toEqual([...expected].sort());
});

test('those in YAML are YAML, and keep what was not accepted', () => {
  const vector = parse(read('vector.yaml'));
  expect(vector.sinks.bounceboard).toMatchObject({
    type: 'http',
    auth: { strategy: 'bearer' },
    encoding: { codec: 'text' },
    framing: { method: 'newline_delimited' },
    acknowledgements: { enabled: true },
    request: { concurrency: 1 },
    buffer: { type: 'disk', when_full: 'block' },
  });
  const [output] = parse(read('fluent-bit.yaml')).pipeline.outputs;
  expect(output).toMatchObject({ name: 'syslog', mode: 'tcp', retry_limit: 'no_limits' });
});

import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readEnv } from '@/lib/env';

const read = (file: string) => fs.readFileSync(path.join(import.meta.dirname, '..', file), 'utf8');

interface Service {
  image: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test?: string[]; disable?: boolean };
  restart?: string;
  profiles?: string[];
  deploy?: { replicas: number };
}

const ENV_FILE: Record<string, string> = {
  POSTGRES_PASSWORD: 'one',
  REDIS_PASSWORD: 'two',
  BOUNCEBOARD_SECRET_KEY: 'three',
};

/** Compose's own substitution: `${NAME:-default}` and `${NAME:?message}`. */
function substitute(text: string, given: Record<string, string>): string {
  return text.replace(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, kind: string, word: string) => {
    if (given[name]) return given[name];
    if (kind === '?') throw new Error(`${name}: ${word}`);
    return word;
  });
}

const compose = (given = ENV_FILE): { services: Record<string, Service>; volumes: Record<string, null> } =>
  parse(substitute(read('docker-compose.yml'), given), { merge: true });

const { services, volumes } = compose();
const ours = Object.entries(services).filter(([, { build }]) => build);
const serviceNamed = (name: string): Service => {
  const service = services[name];
  if (!service) throw new Error(`there is no service ${name}`);
  return service;
};

/** As our own code reads it. */
const envOf = (environment: Record<string, string> = {}) =>
  readEnv({ NODE_ENV: 'production', ...environment });

describe('docker-compose.yml', () => {
  it('has the services of the architecture, and ours are one image', () => {
    expect(Object.keys(services).filter((name) => !services[name]?.profiles)).toEqual([
      'web',
      'worker',
      'migrate',
      'postgres',
      'redis',
    ]);
    expect(ours.map(([name]) => name).sort()).toEqual([
      'migrate',
      'web',
      'web-replica',
      'worker',
      'worker-replica',
    ]);
    expect(new Set(ours.map(([, { image }]) => image)).size).toBe(1);
    expect(serviceNamed('postgres').image).toMatch(/^postgres:18/);
  });

  it('does not start without its secrets, and holds none', () => {
    expect(() => compose({})).toThrow('POSTGRES_PASSWORD');
    for (const name of Object.keys(ENV_FILE)) {
      expect(() => compose({ ...ENV_FILE, [name]: '' })).toThrow(name);
    }
    const passwords = read('docker-compose.yml').match(/PASSWORD(?=:)(?!:\?)(?!: \$\{)/g);
    expect(passwords).toBeNull();
  });

  it('publishes the dashboards alone, on loopback', () => {
    const published = Object.entries(services).filter(([, { ports }]) => ports);
    expect(published.map(([name, { ports }]) => [name, ports])).toEqual([
      ['web', ['127.0.0.1:3000:3000']],
      ['web-replica', ['127.0.0.1:3010:3000']],
    ]);
  });

  it.each(['web', 'worker'])(
    'runs more of the %s, the same but for what must differ, where asked to',
    (name) => {
      const { profiles, deploy, ports, ...replica } = serviceNamed(`${name}-replica`);
      const { ports: own, ...first } = serviceNamed(name);
      expect(replica).toEqual(first);
      expect(profiles).toEqual(['replicas']);
      expect(deploy?.replicas).toBe(name === 'worker' ? 1 : undefined);
      expect(ports === undefined || ports[0] !== own?.[0]).toBe(true);
    },
  );

  it('runs commands that exist', () => {
    const words = [...read('bin/cli.ts').matchAll(/^ {2}(\w+): \(\) => import\(/gm)].map(([, word]) => word);
    for (const name of ['worker', 'migrate']) {
      const [node, script, word] = serviceNamed(name).command ?? [];
      expect([node, script]).toEqual(['node', 'dist/bin/cli.mjs']);
      expect(words).toContain(word);
    }
    expect(serviceNamed('web').command).toEqual(['node', '.next/standalone/server.js']);
    expect(read('next.config.js')).toContain("output: 'standalone'");
  });

  it.each(ours)('gives %s an environment that it understands', (_, { environment = {} }) => {
    const known = [...read('lib/env.ts').matchAll(/^ {2}((?:[A-Z]+_)+[A-Z]+):/gm)].map(([, name]) => name);
    expect(known.length).toBeGreaterThan(8);
    expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
    const env = envOf(environment);
    expect(env.databaseUrl).toBe('postgresql://bounceboard:one@postgres:5432/bounceboard');
    expect(env.redisUrls).toEqual(['redis://:two@redis:6379']);
  });

  it('lets the worker read the logs and nothing more', () => {
    const { volumes: mounts = [], environment = {} } = serviceNamed('worker');
    expect(mounts).toEqual(['/var/log:/logs:ro']);
    expect(envOf(environment).logGlobs).toEqual(['/logs/mail.log']);
  });

  it('waits for what it needs', () => {
    expect(serviceNamed('migrate').depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    expect(serviceNamed('migrate').restart).toBe('no');
    const migrated = { migrate: { condition: 'service_completed_successfully' } };
    expect(serviceNamed('web').depends_on).toEqual(migrated);
    expect(serviceNamed('worker').depends_on).toEqual({
      ...migrated,
      redis: { condition: 'service_healthy' },
    });
  });

  it('asks everything that stays whether it is well', () => {
    for (const [name, { healthcheck }] of Object.entries(services)) {
      if (name === 'migrate') expect(healthcheck).toEqual({ disable: true });
      else expect(healthcheck?.test?.[0], name).toMatch(/^CMD(-SHELL)?$/);
    }
    expect(serviceNamed('web').healthcheck?.test?.join(' ')).toContain(':3000/api/ready');
    expect(fs.existsSync(path.join(import.meta.dirname, '../app/api/ready/route.ts'))).toBe(true);
    const adminPort = envOf(serviceNamed('worker').environment).adminPort;
    expect(serviceNamed('worker').healthcheck?.test?.join(' ')).toContain(`:${adminPort}/health`);
  });

  it('runs a Redis that the worker accepts', () => {
    const command = serviceNamed('redis').command?.join(' ');
    expect(command).toContain('--maxmemory-policy noeviction');
    expect(command).toContain('--appendonly yes');
  });

  it('declares the volumes it uses, and keeps both stores on one', () => {
    const named = Object.values(services).flatMap(({ volumes: mounts = [] }) =>
      mounts.filter((mount) => !mount.startsWith('/')).map((mount) => mount.split(':')[0]),
    );
    expect(named.sort()).toEqual(Object.keys(volumes).sort());
    expect(named).toEqual(['postgres', 'redis']);
  });
});

describe('Dockerfile', () => {
  const dockerfile = read('Dockerfile');
  const final = dockerfile.slice(dockerfile.lastIndexOf('FROM '));

  it('ends as a user that is not root', () => {
    expect([...final.matchAll(/^USER (\S+)$/gm)].at(-1)?.[1]).toBe('node');
  });

  it('runs on the Node that the package asks for', () => {
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
    expect(engines.node).toBe('>=20.19');
    expect([...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)).toEqual([
      'node:20-bookworm-slim',
      'node:20-bookworm-slim',
    ]);
  });

  it('takes along what the commands run', () => {
    for (const made of ['.next/standalone', 'dist']) expect(final).toContain(`/app/${made} ./${made}`);
    expect(final).toMatch(/^HEALTHCHECK /m);
  });

  it('builds from sources alone', () => {
    const ignored = read('.dockerignore').split('\n');
    for (const made of ['.git', '.next', '.setup', 'dist', 'node_modules', 'data', '.env*']) {
      expect(ignored).toContain(made);
    }
    const inputs = [
      'app',
      'bin',
      'lib',
      'prisma',
      'workers',
      'public',
      'package-lock.json',
      'next.config.js',
    ];
    expect(ignored.filter((pattern) => inputs.includes(pattern))).toEqual([]);
  });
});

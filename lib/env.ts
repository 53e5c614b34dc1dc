import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { isTimeZone } from './mail/time-zone';
import { isAllowedHost } from './outgoing/allowed-hosts';
import { DEFAULT_KEPT_DAYS, type KeptDays, readKeptDays } from './retention';

/** The one place that reads the environment. Every name begins with `BOUNCEBOARD_`, except the addresses of servers. */
const listed = (text: string): string[] => text.split(',').map((one) => one.trim());
const postgres = z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://');
const port = z.coerce.number().int().min(0).max(65535);
const Environment = z.object({
  DATABASE_URL: postgres.optional(),
  DATABASE_DIRECT_URL: postgres.optional(),
  DATABASE_REPLICA_URL: postgres.optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://')
    .optional(),
  BOUNCEBOARD_DATA: z.string().default('data'),
  BOUNCEBOARD_HOST: z.string().default('127.0.0.1'),
  HOSTNAME: z.string().optional(),
  BOUNCEBOARD_PORT: port.default(3000),
  BOUNCEBOARD_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://bounces.example.com' })
    .refine((url) => new URL(url).pathname === '/', 'must not have a path')
    .optional(),
  BOUNCEBOARD_PROXY_HOPS: z.coerce.number().int().min(0).default(0),
  BOUNCEBOARD_ADMIN_PORT: port.default(3001),
  BOUNCEBOARD_POSTGRES_PORT: port.default(54329),
  BOUNCEBOARD_LOGS: z.string().optional(),
  BOUNCEBOARD_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'must be a time zone such as Europe/Berlin')
    .default(() => Intl.DateTimeFormat().resolvedOptions().timeZone),
  BOUNCEBOARD_EVENT_DAYS: z.coerce.number().int().min(1).default(90),
  BOUNCEBOARD_KEEP_ADDRESSES_DAYS: z.coerce.number().int().min(1).optional(),
  BOUNCEBOARD_KEEP_DAYS: z
    .string()
    .superRefine((list, context) => {
      const read = readKeptDays(list);
      if ('fault' in read) context.addIssue({ code: 'custom', message: read.fault });
    })
    .optional(),
  BOUNCEBOARD_UPLOAD_MEGABYTES: z.coerce.number().int().min(1).default(2048),
  BOUNCEBOARD_SUPPRESSED_ADDRESSES: z.enum(['sealed', 'none']).default('sealed'),
  BOUNCEBOARD_AUDIT_DAYS: z.coerce.number().int().min(90).default(400),
  BOUNCEBOARD_OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: 'must be the address of an identity provider' })
    .optional(),
  BOUNCEBOARD_OIDC_CLIENT_ID: z.string().optional(),
  BOUNCEBOARD_OIDC_CLIENT_SECRET: z.string().optional(),
  BOUNCEBOARD_OIDC_SCOPES: z.string().default('openid email profile'),
  BOUNCEBOARD_OIDC_DOMAINS: z.string().optional(),
  BOUNCEBOARD_OIDC_ROLE_CLAIM: z.string().optional(),
  BOUNCEBOARD_OIDC_ROLES: z
    .string()
    .regex(/^[^=,]+=(?:viewer|operator|administrator)(?:,[^=,]+=(?:viewer|operator|administrator))*$/, {
      error: 'must be such as mail-team=operator,postmasters=administrator',
    })
    .optional(),
  BOUNCEBOARD_OIDC_DEFAULT_ROLE: z.enum(['viewer', 'operator', 'administrator']).optional(),
  BOUNCEBOARD_SECRET_KEY: z.string().optional(),
  BOUNCEBOARD_ALLOW_HOSTS: z
    .string()
    .refine(
      (list) => listed(list).every(isAllowedHost),
      'must be names, addresses or networks such as 10.0.0.0/8',
    )
    .optional(),
  BOUNCEBOARD_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** Who logs in at an identity provider, by OpenID Connect. */
export interface SignOnSettings {
  issuer: string;
  clientId: string;
  clientSecret: string | null;
  scopes: string;
  /** Of mail addresses; none: everybody whom the provider knows. */
  domains: string[];
  roleClaim: string | null;
  /** What the claim's values stand for. */
  roles: Record<string, 'viewer' | 'operator' | 'administrator'>;
  /** Of those for whom the claim names none; null: they are refused. */
  defaultRole: 'viewer' | 'operator' | 'administrator' | null;
  /** Internal hosts at which the provider may be asked. */
  allowHosts: string[];
}

export interface Env {
  /** `null`: the embedded server. */
  databaseUrl: string | null;
  /** The server itself, where `databaseUrl` leads to a pool before it that lends connections by the transaction: for
   * migrations, and for queues on PostgreSQL, which are told of jobs on a connection of their own. */
  directUrl: string | null;
  /** A streaming replica, from which dashboards and the API read counts and events. */
  replicaUrl: string | null;
  /** One address, or the nodes of a cluster. Empty: BullMQ runs on PostgreSQL. */
  redisUrls: string[];
  dataDir: string;
  host: string;
  /** What the web process itself listens on: Next's server takes it from `HOSTNAME`. */
  listensOn: string;
  port: number;
  /** Where people reach the dashboard, without a slash at the end. `null`: nowhere but at this machine. */
  publicUrl: string | null;
  /** How many proxies of the operator's, each of which says whom it speaks for, stand before the dashboard. */
  proxyHops: number;
  adminPort: number;
  postgresPort: number;
  /** Globs of the log files on this machine that are followed. */
  logGlobs: string[];
  timeZone: string;
  /** How long each kind of what the store holds is kept. */
  keptDays: KeptDays;
  /** Internal hosts that notifications may go to: names, addresses, networks. */
  allowHosts: string[];
  /** Whether the addresses of suppressions are kept, sealed, so that they can be exported. */
  keepsSuppressedAddresses: boolean;
  /** The largest file that may be uploaded. */
  uploadBytes: number;
  /** `null`: people log in here alone. */
  signOn: SignOnSettings | null;
  logLevel: string;
  /** What secrets are sealed with at rest, each 32 bytes in base64. Empty: a key in the data folder. */
  secretKeys: string[];
  /** This process, as it signs leases and logs. */
  instance: string;
}

export class EnvironmentError extends Error {}

function readSecretFile(given: Record<string, string | undefined>, name: string): string | undefined {
  const file = given[name];
  if (file === undefined) return undefined;
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new EnvironmentError(`${name}: ${(error as Error).message}`);
  }
}

/** What may be given as the path of a file that holds it: `DATABASE_URL_FILE` for `DATABASE_URL`. */
const SECRETS = [
  ...['DATABASE_URL', 'DATABASE_DIRECT_URL', 'DATABASE_REPLICA_URL', 'REDIS_URL'],
  ...['BOUNCEBOARD_SECRET_KEY', 'BOUNCEBOARD_OIDC_CLIENT_SECRET'],
];

/** An empty variable counts as not set, since Compose files and systemd units write them so. */
export function readEnv(variables: NodeJS.ProcessEnv = process.env): Env {
  const given: Record<string, string | undefined> = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== ''),
  );
  for (const name of SECRETS) given[name] ??= readSecretFile(given, `${name}_FILE`);
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new EnvironmentError(`${issue?.path.join('.')}: ${issue?.message}`);
  }
  const env = parsed.data;
  return {
    databaseUrl: env.DATABASE_URL ?? null,
    directUrl: env.DATABASE_DIRECT_URL ?? null,
    replicaUrl: env.DATABASE_REPLICA_URL ?? null,
    redisUrls: env.REDIS_URL ? listed(env.REDIS_URL) : [],
    dataDir: path.resolve(env.BOUNCEBOARD_DATA),
    host: env.BOUNCEBOARD_HOST,
    listensOn: env.HOSTNAME ?? '0.0.0.0',
    port: env.BOUNCEBOARD_PORT,
    publicUrl: env.BOUNCEBOARD_URL ? new URL(env.BOUNCEBOARD_URL).origin : null,
    proxyHops: env.BOUNCEBOARD_PROXY_HOPS,
    adminPort: env.BOUNCEBOARD_ADMIN_PORT,
    postgresPort: env.BOUNCEBOARD_POSTGRES_PORT,
    logGlobs: env.BOUNCEBOARD_LOGS ? listed(env.BOUNCEBOARD_LOGS) : [],
    timeZone: env.BOUNCEBOARD_TIME_ZONE,
    keptDays: {
      ...DEFAULT_KEPT_DAYS,
      ...readKeptDays(env.BOUNCEBOARD_KEEP_DAYS),
      events: env.BOUNCEBOARD_EVENT_DAYS,
      addresses: env.BOUNCEBOARD_KEEP_ADDRESSES_DAYS ?? null,
      audit: env.BOUNCEBOARD_AUDIT_DAYS,
    },
    allowHosts: env.BOUNCEBOARD_ALLOW_HOSTS ? listed(env.BOUNCEBOARD_ALLOW_HOSTS) : [],
    keepsSuppressedAddresses: env.BOUNCEBOARD_SUPPRESSED_ADDRESSES === 'sealed',
    uploadBytes: env.BOUNCEBOARD_UPLOAD_MEGABYTES * 1_000_000,
    signOn: signOnOf(env),
    logLevel: env.BOUNCEBOARD_LOG_LEVEL,
    secretKeys: env.BOUNCEBOARD_SECRET_KEY?.split(',') ?? [],
    instance: `${os.hostname()}-${process.pid}`,
  };
}

function signOnOf(env: z.infer<typeof Environment>): SignOnSettings | null {
  if (!env.BOUNCEBOARD_OIDC_ISSUER) return null;
  if (!env.BOUNCEBOARD_OIDC_CLIENT_ID) {
    throw new EnvironmentError(
      'BOUNCEBOARD_OIDC_CLIENT_ID: the identity provider knows this installation by it',
    );
  }
  const roles = env.BOUNCEBOARD_OIDC_ROLES?.split(',').map((pair) => pair.split('='));
  return {
    issuer: env.BOUNCEBOARD_OIDC_ISSUER,
    clientId: env.BOUNCEBOARD_OIDC_CLIENT_ID,
    clientSecret: env.BOUNCEBOARD_OIDC_CLIENT_SECRET ?? null,
    scopes: env.BOUNCEBOARD_OIDC_SCOPES,
    domains:
      env.BOUNCEBOARD_OIDC_DOMAINS?.toLowerCase()
        .split(',')
        .map((domain) => domain.trim()) ?? [],
    roleClaim: env.BOUNCEBOARD_OIDC_ROLE_CLAIM ?? null,
    roles: Object.fromEntries(roles ?? []),
    defaultRole: env.BOUNCEBOARD_OIDC_DEFAULT_ROLE ?? null,
    allowHosts: env.BOUNCEBOARD_ALLOW_HOSTS ? listed(env.BOUNCEBOARD_ALLOW_HOSTS) : [],
  };
}

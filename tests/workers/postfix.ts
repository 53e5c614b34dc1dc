import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import { isInstalled, openFolder } from './programs';

const PATH = `${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin`;
const DAEMONS = '/usr/lib/postfix/sbin';

const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write('only root can run a Postfix: left out: bounce mail from a real Postfix\n');
export const POSTFIX_RUNS = isRoot && isInstalled('postfix', 'bounce mail from a real Postfix');

export interface Postfix {
  /** Hands it a mail of the null sender, as a mail server is handed a report. */
  submit(to: string, mail: string): void;
  log(): Promise<string>;
  stop(): Promise<void>;
}

/** A Postfix of this test's own, which passes on the mail of a domain, and waits a second before it tries again. */
export async function startPostfix(domain: string, transport: string): Promise<Postfix> {
  const folder = await openFolder();
  const [config, queue, data] = [folder.at('c'), folder.at('q'), folder.at('d')];
  for (const made of [config, queue, data]) await fs.mkdir(made);
  // Its daemons are other users than root.
  await fs.chmod(folder.at(''), 0o755);
  run('chown', ['postfix', data]);
  await fs.writeFile(
    `${config}/main.cf`,
    `compatibility_level = 3.6
queue_directory = ${queue}
data_directory = ${data}
daemon_directory = ${DAEMONS}
command_directory = /usr/sbin
myhostname = mx.example
mydestination =
alias_maps =
inet_interfaces = loopback-only
maillog_file = ${folder.at('log')}
maillog_file_prefixes = ${folder.at('')}
transport_maps = inline:{${domain}=${transport}}
relay_domains = ${domain}
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
`,
  );
  const services = [
    'cleanup',
    'trivial-rewrite',
    'bounce',
    'smtp',
    'error',
    'lmtp',
    'scache',
    'proxymap',
    'anvil',
  ];
  const names: Record<string, string> = { 'trivial-rewrite': 'rewrite' };
  const lines = [
    'pickup unix n - n 1 1 pickup',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 1 1 qmgr',
    'postlog unix-dgram n - n - 1 postlogd',
    ...['defer', 'trace'].map((name) => `${name} unix - - n - 0 bounce`),
    'retry unix - - n - - error',
    ...services.map((name) => `${names[name] ?? name} unix - - n - 0 ${name}`),
  ];
  await fs.writeFile(`${config}/master.cf`, `${lines.join('\n')}\n`);
  run('postfix', ['-c', config, 'start']);
  return {
    submit: (to, mail) => run('sendmail', ['-C', config, '-f', '', '-i', to], mail),
    log: () => fs.readFile(folder.at('log'), 'utf8').catch(() => ''),
    async stop() {
      run('postfix', ['-c', config, 'stop']);
      await folder.remove();
    },
  };
}

function run(program: string, args: string[], input = ''): void {
  const { status, stderr, error } = spawnSync(program, args, { env: { ...process.env, PATH }, input });
  if (status !== 0) throw new Error(`${program}: ${error?.message ?? stderr}`);
}

import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';
import { quietPort } from './quiet-port';

const PATH = `${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin`;
const ENV = { ...process.env, PATH };
const WAIT = { timeout: 20_000, interval: 50 };

/** Its settings are written otherwise in 2.4. */
const VERSION = spawnSync('dovecot', ['--version'], { env: ENV }).stdout?.toString() ?? '';
export const DOVECOT_IS_INSTALLED = VERSION.startsWith('2.3.');
if (!DOVECOT_IS_INSTALLED)
  process.stderr.write(
    `no dovecot 2.3 on the PATH (${VERSION.trim() || 'none'}): left out: a mailbox by IMAP\n`,
  );

export interface Dovecot {
  port: number;
  tlsPort: number;
  /** The Maildir of a user, into which mail is delivered. */
  maildir(user: string): string;
  deliver(user: string, name: string, mail: string, folder?: string): Promise<void>;
  /** Makes the server number that user's mail anew. */
  number(user: string, uidValidity: number): Promise<void>;
  start(): Promise<void>;
  /** Ends it at once; `start` brings it back with its mail. */
  kill(): Promise<void>;
  remove(): Promise<void>;
}

/** A real IMAP server of this test's own. Any user has the password `secret`. */
export async function openDovecot(): Promise<Dovecot> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bb-dc-'));
  await fs.chmod(folder, 0o755);
  const [port, tlsPort] = [await quietPort(), await quietPort()];
  const isRoot = process.getuid?.() === 0;
  // It does not serve the mail of root; nobody may.
  const [uid, gid] = isRoot ? [65534, 65534] : [process.getuid!(), process.getgid!()];
  const { username } = os.userInfo();
  const group = spawnSync('id', ['-gn']).stdout.toString().trim();
  const tls = path.join(import.meta.dirname, '../fixtures/tls');
  await fs.writeFile(
    path.join(folder, 'dovecot.conf'),
    `protocols = imap
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
listen = 127.0.0.1
ssl = yes
ssl_cert = <${tls}/certificate.pem
ssl_key = <${tls}/key.pem
disable_plaintext_auth = no
auth_failure_delay = 0
first_valid_uid = 1
mail_location = maildir:${folder}/mail/%u
${isRoot ? '' : `default_internal_user = ${username}\ndefault_login_user = ${username}\ndefault_internal_group = ${group}`}
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
service anvil {
  chroot =
}
`,
  );
  await fs.mkdir(path.join(folder, 'mail'));
  await fs.chown(path.join(folder, 'mail'), uid, gid);
  let running: ReturnType<typeof spawn> | null = null;

  const listening = () =>
    new Promise<void>((resolve, reject) => {
      const socket = net.connect(port, '127.0.0.1');
      socket.once('data', () => resolve(void socket.destroy()));
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('no greeting')));
    });
  const maildir = (user: string) => path.join(folder, 'mail', user);
  const own = (file: string) => fs.chown(file, uid, gid);
  let delivered = 0;

  const dovecot: Dovecot = {
    port,
    tlsPort,
    maildir,
    async deliver(user, name, mail, subfolder = '') {
      const home = path.join(maildir(user), subfolder);
      for (const made of [maildir(user), home, ...['tmp', 'new', 'cur'].map((one) => path.join(home, one))]) {
        await fs.mkdir(made, { recursive: true });
        await own(made);
      }
      const file = path.join(home, 'tmp', name);
      await fs.writeFile(file, mail);
      await own(file);
      // The number is its time, so that mail is numbered in the order of its delivery.
      await fs.rename(file, path.join(home, 'new', `${1_700_000_000 + delivered++}.${name}.example`));
    },
    async number(user, uidValidity) {
      const file = path.join(maildir(user), 'dovecot-uidlist');
      await fs.writeFile(file, `3 V${uidValidity} N1\n`);
      await own(file);
    },
    async start() {
      running = spawn('dovecot', ['-F', '-c', path.join(folder, 'dovecot.conf')], {
        env: ENV,
        stdio: 'ignore',
        detached: true,
      });
      await vi.waitFor(listening, WAIT).catch(async (error) => {
        throw new Error(
          `${error.message}: ${await fs.readFile(path.join(folder, 'log'), 'utf8').catch(() => '')}`,
        );
      });
    },
    async kill() {
      const child = running;
      running = null;
      if (!child || child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      process.kill(-child.pid!, 'SIGKILL');
      await ended;
    },
    async remove() {
      await dovecot.kill();
      await fs.rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
  await dovecot.start();
  return dovecot;
}

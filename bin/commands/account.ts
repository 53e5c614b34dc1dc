import { parseArgs } from 'node:util';
import { accountList, changingAccounts, createAccount, loginName, setPassword } from '@/lib/auth/accounts';
import { hashPassword } from '@/lib/auth/password';
import { faultOfPassword } from '@/lib/auth/password-rules';
import { isRole, ROLES } from '@/lib/auth/person';
import { removeSecondFactor } from '@/lib/auth/second-factor';
import { workspaceList } from '@/lib/auth/workspaces';
import { type Db, openDb } from '@/lib/db';
import { readEnv } from '@/lib/env';
import { nobody } from '@/lib/store/audit';
import { askPassword } from '../ask-password';
import { OperatorError } from '../supervisor/data-folder';
import { openStore } from '../supervisor/store';

const USAGE = [
  'bounceboard account create NAME [--role administrator] [--workspace NAME]   asks for a password',
  'bounceboard account reset-password NAME [--without-second-factor]',
  'bounceboard account list',
].join('\n  ');
const BY = nobody('command line');

/** Who may log in: for whoever may run commands here, and needs no account for it. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      role: { type: 'string', default: 'administrator' },
      workspace: { type: 'string', multiple: true },
      'without-second-factor': { type: 'boolean', default: false },
    },
  });
  const [word = '', name, ...rest] = positionals;
  const isKnown = word === 'list' ? !name : Boolean(name) && ['create', 'reset-password'].includes(word);
  if (!isKnown || rest.length > 0) throw new OperatorError(`say what to do:\n  ${USAGE}`);
  const store = await openStore(readEnv());
  const db = openDb(store.databaseUrl, 1);
  try {
    if (word === 'list') await list(db);
    else if (word === 'create') await create(db, loginName(name!), values.role, values.workspace ?? null);
    else await resetPassword(db, loginName(name!), values['without-second-factor']);
    return 0;
  } finally {
    await db.$disconnect();
    await store.close();
  }
}

async function list(db: Db): Promise<void> {
  for (const { name, role, hasSecondFactor, issuer, disabledAt, lastLoginAt } of await accountList(db)) {
    const marks = [
      lastLoginAt ? `last logged in ${lastLoginAt.toISOString()}` : 'never logged in',
      hasSecondFactor && 'second factor',
      issuer && `by ${issuer}`,
      disabledAt && 'disabled',
    ];
    process.stdout.write(`${name}\t${role}\t${marks.filter(Boolean).join(', ')}\n`);
  }
}

async function create(db: Db, name: string, role: string, within: string[] | null): Promise<void> {
  if (!isRole(role)) throw new OperatorError(`there is no role "${role}"; there are ${ROLES.join(', ')}`);
  const isAmbiguous = within === null && role !== 'administrator' && (await workspaceList(db)).length > 1;
  if (isAmbiguous) throw new OperatorError('there are several workspaces: say which with --workspace NAME');
  const workspaces = within && (await workspacesNamed(db, within));
  const created = await createAccount(db, BY, {
    name,
    role,
    workspaces,
    password: await askPassword(`Password of ${name}`),
  });
  if ('fault' in created) throw new OperatorError(created.fault);
  process.stdout.write(`${name} may log in as ${role}${within ? ` and sees ${within.join(', ')}` : ''}\n`);
}

async function workspacesNamed(db: Db, names: string[]): Promise<number[]> {
  const known = await workspaceList(db);
  return names.map((wanted) => {
    const found = known.find(({ name }) => name === wanted);
    const all = known.map(({ name }) => `"${name}"`).join(', ');
    if (!found) throw new OperatorError(`there is no workspace "${wanted}"; there are ${all}`);
    return found.id;
  });
}

async function resetPassword(db: Db, name: string, withoutSecondFactor: boolean): Promise<void> {
  const account = (await accountList(db)).find((one) => one.name === name);
  if (!account) throw new OperatorError(`there is no account ${name}`);
  const password = await askPassword(`New password of ${name}`);
  const fault = faultOfPassword(password, name);
  if (fault) throw new OperatorError(fault);
  const passwordHash = await hashPassword(password);
  await changingAccounts(db, async (transaction) => {
    await setPassword(transaction, BY, account, passwordHash);
    if (withoutSecondFactor) await removeSecondFactor(transaction, BY, account);
  });
  process.stdout.write(`${name} logs in with the new password; all sessions of the account are over\n`);
}

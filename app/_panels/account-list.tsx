import { wholeStoreFor } from '@/app/_access/store';
import { changeAccount } from '@/app/(dashboard)/settings/accounts/actions';
import { type AccountRow as Account, accountList } from '@/lib/auth/accounts';
import { workspaceList } from '@/lib/auth/workspaces';
import { date, moment } from '../_components/format/time';
import { AccountRow } from '../_components/ui/account-row';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';

/** Who may log in? */
export async function accountPanel(timeZone: string) {
  const db = await wholeStoreFor('administrator');
  const [accounts, workspaces] = await Promise.all([accountList(db), workspaceList(db)]);
  if (accounts.length === 0) {
    return (
      <EmptyState title="Nobody has to log in yet">
        The dashboard answers at this machine alone, and whoever sits here may do everything. With the first
        account that is over: everybody logs in then.
      </EmptyState>
    );
  }
  return (
    <>
      <PanelHeader
        title={accounts.length === 1 ? 'One person may log in' : `${accounts.length} people may log in`}
      />
      <ul>
        {accounts.map((account) => (
          <li key={account.id} className="border-line border-b py-2.5">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <span
                className={`font-medium [overflow-wrap:anywhere] ${account.disabledAt ? 'text-ink-3' : ''}`}
              >
                {account.name}
              </span>
              <span className="text-ink-3 text-xs">{about(account, timeZone)}</span>
            </p>
            <AccountRow
              id={account.id}
              name={account.name}
              role={account.role}
              isDisabled={account.disabledAt !== null}
              hasPassword={account.hasPassword}
              workspaces={workspaces.length > 1 ? workspaces : []}
              sees={account.workspaces}
              change={changeAccount}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function about(
  { disabledAt, issuer, hasSecondFactor, lastLoginAt, createdAt }: Account,
  timeZone: string,
): string {
  return [
    disabledAt && `disabled ${date(disabledAt, timeZone)}`,
    issuer
      ? `logs in at ${new URL(issuer).host}`
      : hasSecondFactor
        ? 'with a second factor'
        : 'without a second factor',
    lastLoginAt ? `last logged in ${moment(lastLoginAt, timeZone)}` : 'never logged in',
    `made ${date(createdAt, timeZone)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

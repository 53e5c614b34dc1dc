import { wholeStoreFor } from '@/app/_access/store';
import { changeSecondFactorRule } from '@/app/(dashboard)/settings/accounts/actions';
import { accountList } from '@/lib/auth/accounts';
import { SecondFactorRule, secondFactorRule } from '@/lib/auth/second-factor-rule';
import { PanelHeader } from '../_components/ui/panel-header';
import { settingFields } from '../_components/ui/setting-field';
import { SettingsForm } from '../_components/ui/settings-form';

/** Is a password enough, and for whom? */
export async function secondFactorDemand() {
  const db = await wholeStoreFor('administrator');
  const [rule, accounts] = await Promise.all([secondFactorRule(db), accountList(db)]);
  const byPassword = accounts.filter(({ hasPassword, disabledAt }) => hasPassword && disabledAt === null);
  const having = byPassword.filter(({ hasSecondFactor }) => hasSecondFactor).length;
  return (
    <>
      <PanelHeader
        title={`${having} of ${byPassword.length} with a password have a second factor`}
        note="Of whom it is required, and who has none, nothing opens until they set it up. Single sign-on is asked by its provider."
      />
      <SettingsForm
        fields={settingFields(SecondFactorRule)}
        initial={{ requiredOf: rule.requiredOf }}
        submit={changeSecondFactorRule}
      />
    </>
  );
}

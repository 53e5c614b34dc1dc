import { storeFor } from '@/app/_access/store';
import { changeSoftBounceRule, suppressHere } from '@/app/(dashboard)/suppressions/actions';
import { mayActAs, type Visitor } from '@/lib/auth/person';
import { softBounceRule } from '@/lib/store/soft-bounce-rule';
import { SoftBounceRule } from '@/lib/suppression/soft-bounce-rule';
import { PanelHeader } from '../_components/ui/panel-header';
import { ReasonForm } from '../_components/ui/reason-form';
import { settingFields } from '../_components/ui/setting-field';
import { SettingsForm } from '../_components/ui/settings-form';

/** What suppresses an address, and what somebody may decide by hand. */
export async function suppressionSettings(visitor: Visitor) {
  const rule = await softBounceRule(await storeFor('viewer'));
  const { bounces, withinDays, overDays } = rule;
  return (
    <div className="grid gap-8">
      <div>
        <PanelHeader title="What suppresses an address" />
        <ul className="list-disc pl-4 text-ink-2">
          <li>A dead address or disabled mailbox, or a complaint: at once.</li>
          <li>
            {bounces} soft bounces in a row within {withinDays} days, spread over at least {overDays}, without
            a delivery between.
          </li>
          <li>Never policy, authentication, blocklist, rate, content or network: those are yours to fix.</li>
        </ul>
        {mayActAs(visitor, 'operator') && visitor.inSight === null && (
          <details className="mt-2">
            <summary className="cursor-pointer text-accent">Change</summary>
            <div className="mt-2">
              <SettingsForm
                fields={settingFields(SoftBounceRule)}
                initial={{
                  bounces: String(bounces),
                  withinDays: String(withinDays),
                  overDays: String(overDays),
                }}
                submit={changeSoftBounceRule}
              />
            </div>
          </details>
        )}
      </div>
      {mayActAs(visitor, 'operator') && (
        <div>
          <PanelHeader title="Suppress an address by hand" />
          <ReasonForm submit={suppressHere} fields={{}} address="Address" label="Why" button="Suppress" />
        </div>
      )}
    </div>
  );
}

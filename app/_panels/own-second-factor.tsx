import { requireAccount } from '@/app/_access/person';
import {
  confirmSecondFactor,
  offerSecondFactor,
  removeSecondFactorHere,
} from '@/app/(dashboard)/settings/security/actions';
import { hasSecondFactor } from '@/lib/auth/own-account';
import { webDb } from '@/lib/db';
import { PanelHeader } from '../_components/ui/panel-header';
import { SecondFactorForm } from '../_components/ui/second-factor-form';

/** Is the password all that keeps others out? */
export async function ownSecondFactor() {
  const visitor = await requireAccount();
  const isOn = await hasSecondFactor(webDb(), visitor.id);
  return (
    <>
      <PanelHeader
        title={isOn ? 'A code is asked for beside the password' : 'The password alone lets you in'}
        note={isOn ? null : 'With an authenticator on your phone, a stolen password is not enough.'}
      />
      <SecondFactorForm
        isOn={isOn}
        offer={offerSecondFactor}
        confirm={confirmSecondFactor}
        remove={removeSecondFactorHere}
      />
    </>
  );
}

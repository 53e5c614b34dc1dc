import { z } from 'zod';
import { submitChannel } from '@/app/(dashboard)/settings/channels/actions';
import { channelKindOf } from '@/lib/channels';
import { KindForm } from '../_components/ui/kind-form';
import { settingFields, settingText } from '../_components/ui/setting-field';

interface EditedChannel {
  /** null: it is a new one. */
  id: number | null;
  kind: string;
  name: string;
  settings: unknown;
}

/** What options of channels are called. */
const TITLES: Readonly<Record<string, string>> = {
  starttls: 'STARTTLS',
  tls: 'TLS from the beginning',
  none: 'None',
};

const Stored = z.record(z.string(), z.unknown());

/** How is it reached? */
export function ChannelEditor({ id, kind: kindId, name, settings }: EditedChannel) {
  const kind = channelKindOf(kindId);
  if (!kind)
    return <p className="text-bad">This version of Bounceboard knows no channel of kind {kindId}.</p>;
  const fields = settingFields(kind.settings, kind.secrets);
  const stored = Stored.parse(settings);
  const values = fields.flatMap((field) =>
    field.control !== 'secret' && field.name in stored
      ? [[field.name, settingText(stored[field.name], field.isShare)]]
      : [],
  );
  return (
    <KindForm
      sent={{ kind: kindId, ...(id !== null && { id }) }}
      common={{ name: 'name', label: 'Name', isFirst: true }}
      titles={TITLES}
      fields={fields}
      initial={{ ...Object.fromEntries(values), name }}
      storedSecrets={kind.secrets.filter((secret) => secret in stored)}
      submit={submitChannel}
    />
  );
}

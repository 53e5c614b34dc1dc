import { saveSource } from '@/app/(dashboard)/sources/actions';
import type { SourceSetup } from '@/lib/queries/source-setup';
import { sourceKindOf } from '@/lib/source-kinds/index';
import { CONFIGURED_SOURCE } from '@/lib/store/sources';
import { KindForm } from '../_components/ui/kind-form';
import { settingFields, settingText } from '../_components/ui/setting-field';
import { serviceLabels, unaskedSettings } from '../_setup/service-settings';

/** What the environment names, and what was brought by hand, is set up nowhere here. */
export const isEditable = ({ name, kind }: { name: string; kind: string }): boolean =>
  sourceKindOf(kind) !== null && !(kind === 'file' && name === CONFIGURED_SOURCE);

/** How do its records come in? */
export function SourceEditor({ source }: { source: SourceSetup }) {
  const kind = sourceKindOf(source.kind)!;
  const service = typeof source.settings.service === 'string' ? source.settings.service : null;
  const [hidden, labels] = service === null ? [[], {}] : [unaskedSettings(service), serviceLabels(service)];
  const fields = settingFields(kind.settings, kind.secrets)
    .filter(({ name }) => !hidden.includes(name))
    .map((field) => ({ ...field, label: labels[field.name] ?? field.label }));
  const values = fields.flatMap(({ name, isShare }) =>
    name in source.settings ? [[name, settingText(source.settings[name], isShare)]] : [],
  );
  return (
    <KindForm
      sent={{ id: source.id }}
      common={{ name: 'timeZone', label: 'Time zone of lines that name none', isFirst: false }}
      fields={fields}
      initial={{ ...Object.fromEntries(values), timeZone: source.timeZone }}
      storedSecrets={source.secrets}
      submit={saveSource}
    />
  );
}

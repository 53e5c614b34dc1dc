import { z } from 'zod';
import { deleteRule, submitRule } from '@/app/(dashboard)/alerts/rules/actions';
import { ruleKindOf } from '@/lib/alerts/rules';
import { visible } from '../_components/format/foreign-text';
import { PageTitle } from '../_components/ui/page-title';
import { RuleForm } from '../_components/ui/rule-form';
import { settingFields, settingText } from '../_components/ui/setting-field';
import { SubmitButton } from '../_components/ui/submit-button';

interface EditedRule {
  /** null: it is a new one. */
  id: number | null;
  kind: string;
  name: string;
  severity: string;
  settings: unknown;
}

const Stored = z.record(z.string(), z.unknown());

/** When is somebody to be alarmed? */
export function ruleEditor({ id, kind: kindId, name, severity, settings }: EditedRule) {
  const kind = ruleKindOf(kindId);
  const fields = settingFields(kind.settings);
  const stored = Stored.parse(settings);
  const values = Object.fromEntries(
    fields.flatMap(({ name: field, isShare }) =>
      field in stored ? [[field, settingText(stored[field], isShare)]] : [],
    ),
  );
  return (
    <>
      <PageTitle title={id === null ? 'New rule' : visible(name)}>
        <span className="text-ink-2">{kind.title}</span>
        {id !== null && (
          <form action={deleteRule} className="ml-auto">
            <input type="hidden" name="id" value={id} />
            <SubmitButton label={`Delete: ${name}`}>Delete</SubmitButton>
          </form>
        )}
      </PageTitle>
      <RuleForm
        id={id}
        kind={kindId}
        fields={fields}
        initial={{ ...values, name, severity }}
        submit={submitRule}
      />
    </>
  );
}

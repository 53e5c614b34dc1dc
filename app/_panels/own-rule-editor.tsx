import { requireRole } from '@/app/_access/person';
import { submitOwnRule } from '@/app/(dashboard)/unclassified/actions';
import { seesAll } from '@/lib/auth/person';
import { suggestedPattern } from '@/lib/classify/suggested-pattern';
import { PROVIDERS } from '@/lib/providers';
import type { Cluster } from '@/lib/queries/unclassified-clusters';
import { visible } from '../_components/format/foreign-text';
import { exact } from '../_components/format/number';
import { OwnRuleForm, type OwnRuleValues } from '../_components/ui/own-rule-form';
import { PanelHeader } from '../_components/ui/panel-header';
import { unknownResponses } from './unknown-responses';

const PROVIDER_NAMES = PROVIDERS.map(({ id, name }) => ({ id, title: name })).sort((a, b) =>
  a.title.localeCompare(b.title, 'en'),
);

/** What does it mean, and what is to be done about it? */
export async function ownRuleEditor(chosen: string | null) {
  const mayKeep = seesAll(await requireRole('viewer'));
  const { clusters } = await unknownResponses();
  const cluster = clusters.find(({ id }) => id === chosen) ?? null;
  return (
    <div id="rule" className="scroll-mt-16">
      <PanelHeader
        title={cluster ? `A rule for ${exact(cluster.count)} responses` : 'A rule of your own'}
        note={
          mayKeep
            ? 'Tried before the dictionary, the newest first. Codes still say how final a refusal is.'
            : 'You can try one. Somebody who sees every workspace keeps it, since it judges the mail of all.'
        }
      />
      {cluster && <Examples examples={cluster.examples} />}
      <OwnRuleForm
        key={cluster?.id ?? 'new'}
        initial={cluster ? suggestion(cluster) : BLANK}
        providers={PROVIDER_NAMES}
        submit={submitOwnRule}
      />
    </div>
  );
}

const BLANK: OwnRuleValues = {
  name: '',
  pattern: '',
  codes: '',
  provider: '',
  category: 'policy',
  action: 'investigate',
  bounceType: '',
  note: '',
};

const NAME_LENGTH = 60;

/** Codes and provider are suggested where all responses agree on them. */
function suggestion({ text, replyCodes, statusCodes, providers }: Cluster): OwnRuleValues {
  const [replyCode, ...otherCodes] = replyCodes;
  const [statusCode, ...otherStatus] = statusCodes;
  const codes = [otherCodes.length === 0 && replyCode, otherStatus.length === 0 && statusCode];
  return {
    ...BLANK,
    name: visible(text).slice(0, NAME_LENGTH),
    pattern: suggestedPattern(text) ?? '',
    codes: codes.filter(Boolean).join(' '),
    provider: providers.length === 1 ? (providers[0] ?? '') : '',
  };
}

function Examples({ examples }: { examples: string[] }) {
  return (
    <ul className="mb-4">
      {examples.map((example) => (
        <li key={example} className="border-line border-b py-1 font-mono text-xs leading-5">
          <bdi className="break-words">{visible(example)}</bdi>
        </li>
      ))}
    </ul>
  );
}

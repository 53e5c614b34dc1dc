import { storeFor } from '@/app/_access/store';
import { confirmTopics } from '@/app/(dashboard)/sources/actions';
import { waitingSubscriptions } from '@/lib/queries/waiting-subscriptions';
import { visible } from '../_components/format/foreign-text';
import { stamp } from '../_components/format/time';
import { ConfirmForm } from '../_components/ui/confirm-form';
import { PanelHeader } from '../_components/ui/panel-header';
import type { Question } from './question';

/** Does an SNS topic ask whether it may post here? Nothing comes from it until somebody says yes. */
export async function waitingTopics({ timeZone }: Question, sourceId: number) {
  const topics = await waitingSubscriptions(await storeFor('viewer'), sourceId);
  if (topics.length === 0) return null;
  return (
    <>
      <PanelHeader
        title="Amazon SNS asks whether a topic may post here"
        note="Its signature is Amazon's, and it is the topic of this source; nothing comes from it before the answer"
      />
      <ul>
        {topics.map(({ topicArn, askedAt }) => (
          <li
            key={topicArn}
            className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-line border-b py-1.5"
          >
            <span className="font-mono text-xs">{stamp(askedAt, timeZone)}</span>
            <span className="min-w-0 grow basis-60 font-mono text-xs [overflow-wrap:anywhere]">
              {visible(topicArn)}
            </span>
            <ConfirmForm
              action={confirmTopics}
              label={`Confirm the topic ${visible(topicArn)}`}
              fields={{ sourceId }}
            >
              Confirm
            </ConfirmForm>
          </li>
        ))}
      </ul>
    </>
  );
}

import type { SuppressionRow } from '@/lib/queries/suppression-list';
import { BY_HAND, FAULT_KINDS } from '@/lib/suppression/fault-kinds';
import { categoryColour } from '../_components/charts/category-colour';
import { meaningOf, providerName, ruleOf } from './dictionary';

/** Faults have the colour of the category that they are of; what has none is neutral. */
const COLOURS: Readonly<Record<string, string>> = {
  'dead-mailbox': categoryColour('invalid-address'),
  'disabled-mailbox': categoryColour('mailbox-disabled'),
  'soft-bounces': categoryColour('mailbox-full'),
  complaint: 'var(--ink-2)',
};

export interface ReasonWords {
  id: string;
  title: string;
  because: string;
  colour: string;
}

/** Why somebody is suppressed, as people say it. */
export const REASONS: readonly ReasonWords[] = [
  ...FAULT_KINDS.map(({ id, title, because }) => ({
    ...{ id, title, because },
    colour: COLOURS[id] ?? 'var(--ink-3)',
  })),
  { id: BY_HAND, title: 'By hand', because: 'Somebody has decided so', colour: 'var(--line-strong)' },
];

export const reasonWords = (id: string | null): ReasonWords | null =>
  REASONS.find((reason) => reason.id === id) ?? null;

type Decided = Pick<SuppressionRow, 'provider' | 'replyCode' | 'statusCode' | 'rule'>;

/** `550 5.1.1 No such mailbox, Gmail` */
export function codeInWords({ provider, replyCode, statusCode, rule }: Decided): string {
  const code = [replyCode, statusCode].filter((one) => one !== null).join(' ');
  const title = (rule && ruleOf(rule)?.title) ?? (statusCode && meaningOf(statusCode)?.title) ?? '';
  const words = [code, title].filter(Boolean).join(' ');
  return provider ? [words, providerName(provider)].filter(Boolean).join(', ') : words;
}

/** As it stands in an address of ours: a keyed hash alone, never the recipient. */
export const writeRecipient = ({
  workspaceId,
  recipientHash,
}: Pick<SuppressionRow, 'workspaceId' | 'recipientHash'>): string =>
  `${workspaceId}-${BigInt.asUintN(64, recipientHash).toString(16).padStart(16, '0')}`;

/** null: it is none. */
export function readRecipient(text: string): { workspaceId: number; recipientHash: bigint } | null {
  const [, workspace, hash] = /^([1-9]\d{0,8})-([0-9a-f]{16})$/.exec(text) ?? [];
  if (!workspace || !hash) return null;
  return { workspaceId: Number(workspace), recipientHash: BigInt.asIntN(64, BigInt(`0x${hash}`)) };
}

import { notFound } from 'next/navigation';
import { requireRole } from '@/app/_access/person';
import { ruleEditor } from '@/app/_panels/rule-editor';
import { RULE_KINDS } from '@/lib/alerts/rules';

export const metadata = { title: 'New alert rule' };

export default async function NewRule({ params }: { params: Promise<{ kind: string }> }) {
  await requireRole('viewer');
  const { kind } = await params;
  const known = RULE_KINDS.find((one) => one.kind === kind) ?? notFound();
  return ruleEditor({ id: null, kind: known.kind, name: '', severity: 'warning', settings: {} });
}

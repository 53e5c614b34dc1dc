import { notFound } from 'next/navigation';
import { requireRole } from '@/app/_access/person';
import { alertRules } from '@/app/_panels/answers';
import { ruleEditor } from '@/app/_panels/rule-editor';

export const metadata = { title: 'Alert rule' };

export default async function Rule({ params }: { params: Promise<{ id: string }> }) {
  await requireRole('viewer');
  const { id } = await params;
  const rule = (await alertRules()).find((one) => String(one.id) === id) ?? notFound();
  return ruleEditor(rule);
}

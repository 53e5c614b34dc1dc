import type { Chart } from '../_components/charts/chart';
import { addressOrPolicyChart } from './address-or-policy';
import { delaysOf } from './delivery-delays';
import { enforcementChart } from './enforcement-by-provider';
import { failureChart } from './failure-distribution';
import { hardBounceChart } from './hard-bounces';
import type { Question } from './question';
import { sourceChart } from './source-traffic';

export const CHART_IDS = [
  'hard-bounces',
  'address-or-policy',
  'refusals',
  'enforcement',
  'delays',
  'source',
] as const;
export type ChartId = (typeof CHART_IDS)[number];

/** The charts that can be taken along, by the name that their address has. `null`: there is nothing to draw. */
export const CHARTS: Record<ChartId, (question: Question, sourceId: number) => Promise<Chart | null>> = {
  'hard-bounces': hardBounceChart,
  'address-or-policy': addressOrPolicyChart,
  refusals: (question) => failureChart(question, question.by ?? 'code'),
  enforcement: enforcementChart,
  delays: delaysOf,
  source: sourceChart,
};

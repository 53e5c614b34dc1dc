import type { Rate } from '@/lib/queries/rates';
import { threeDigits } from '../_components/format/number';
import { fraction, percent } from '../_components/format/rate';
import type { LineVerdict } from '../_findings/line-verdict';

/** What the title says of a verdict; `fromWhen` words when something began. */
export function hardBounceTitle(
  verdict: LineVerdict,
  whole: Rate,
  line: number,
  fromWhen: (at: number) => string,
): string {
  const lineName = `the ${threeDigits(line * 100)}% line`;
  const all = `${percent(whole.value)} of the whole range`;
  switch (verdict.kind) {
    case 'nothing':
      return 'Nothing was finished in this range';
    case 'few':
      return `Too little was finished to judge hard bounces: ${fraction(whole)}`;
    case 'below':
      return `Hard bounces are below ${lineName}: ${all}`;
    case 'lately':
      return `Hard bounces are above ${lineName} since ${fromWhen(verdict.at)}: ${percent(verdict.latest)} lately, ${all}`;
    case 'whole': {
      const lately = verdict.latest === null ? '' : `, and back below it: ${percent(verdict.latest)} lately`;
      return `Hard bounces were above ${lineName}: ${all}${lately}`;
    }
  }
}

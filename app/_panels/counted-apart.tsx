import { wholeStoreFor } from '@/app/_access/store';
import { type CountedApart, countedApart } from '@/lib/queries/counted-apart';
import { exact } from '../_components/format/number';
import { PanelHeader } from '../_components/ui/panel-header';

const NAMES: Record<CountedApart['dimension'], string> = {
  destination: 'Small hosts',
  status_code: 'Enhanced codes',
  sending_domain: 'Sending domains',
  sending_ip: 'Sending addresses (IP)',
  pool: 'Pools',
  campaign: 'Campaigns',
  customer: 'Customers',
  feedback_type: 'Kinds of complaint',
};

/** How many values are counted apart, and where does the rest count as "(other)"? */
export async function countedApartList() {
  const dimensions = await countedApart(await wholeStoreFor('administrator'));
  const full = dimensions.filter(({ isFull }) => isFull).map(({ dimension }) => NAMES[dimension]);
  return (
    <>
      <PanelHeader
        title={
          full.length === 0 ? 'Every value is counted apart' : `Too many to count apart: ${full.join(', ')}`
        }
        note='Values that come after the limit count as "(other)". Their events are kept whole.'
      />
      <table className="w-full text-sm">
        <thead className="sr-only">
          <tr>
            <th scope="col">Dimension</th>
            <th scope="col">Values of limit</th>
          </tr>
        </thead>
        <tbody>
          {dimensions.map(({ dimension, values, limit, isFull }) => (
            <tr key={dimension} className="border-line border-b">
              <th scope="row" className="py-1 text-left font-normal">
                {NAMES[dimension]}
              </th>
              <td className="py-1 text-right tabular-nums">
                {exact(values)} <span className="text-ink-3">/ {exact(limit)}</span>
                {isFull && <span className="ml-2 font-medium text-warn">full</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

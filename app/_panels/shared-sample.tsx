import { storeFor } from '@/app/_access/store';
import { hasSample } from '@/lib/queries/sample-standing';
import { SampleNotice } from '../_components/ui/sample-notice';

/** Is what a shared page counts made up? */
export async function SharedSample() {
  if (!(await hasSample(await storeFor('viewer')))) return null;
  return <SampleNotice>What it counts was made up.</SampleNotice>;
}

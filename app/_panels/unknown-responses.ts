import { cache } from 'react';
import { storeFor } from '@/app/_access/store';
import { unclassifiedClusters } from '@/lib/queries/unclassified-clusters';

/** Asked once a page: the list shows all of them, and the form begins with one. */
export const unknownResponses = cache(async () => unclassifiedClusters(await storeFor('viewer')));

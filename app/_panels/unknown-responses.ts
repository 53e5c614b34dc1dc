import { cache } from 'react';
import { webDb } from '@/lib/db';
import { unclassifiedClusters } from '@/lib/queries/unclassified-clusters';

/** Asked once a page: the list shows all of them, and the form begins with one. */
export const unknownResponses = cache(() => unclassifiedClusters(webDb()));

import { guarded } from '@/app/_access/guarded-route';
import { paletteEntries } from '@/app/_panels/palette-entries';

/** What there is to go to. */
export const GET = guarded('viewer', async (_, visitor) => Response.json(await paletteEntries(visitor)));

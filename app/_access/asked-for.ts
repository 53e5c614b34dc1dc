import { headers } from 'next/headers';

/** The method and the path that were asked for, put there by `proxy.ts`: a page is not told otherwise. */
export const ASKED_FOR_HEADER = 'x-bounceboard-asked-for';

export interface AskedFor {
  method: string;
  /** With its query. */
  path: string;
}

export async function askedFor(): Promise<AskedFor> {
  const [method = 'GET', path = '/'] = (await headers()).get(ASKED_FOR_HEADER)?.split(' ') ?? [];
  return { method, path };
}

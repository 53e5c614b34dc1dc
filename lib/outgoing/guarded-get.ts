import type { GuardedReader } from './guarded-client';

/** Asks for an address outside. A redirect is an answer that is not the one asked for, as is any but 200. */
export const guardedGet =
  (client: GuardedReader) =>
  async (url: URL): Promise<string> => {
    const { status, text } = await client.get(url.href);
    if (status !== 200) throw new Error(`${url.origin} answered ${status}`);
    return text;
  };

import https from 'node:https';
import { RequestFilteringHttpsAgent } from 'request-filtering-agent';

const TIMEOUT_MS = 10_000;
/** A certificate or an answer of a few lines: nothing that is asked for here is longer. */
const LONGEST_ANSWER = 1 << 16;

/**
 * Asks for an address outside, and for nothing on this machine or its network, whatever the name resolves to at that
 * moment (`request-filtering-agent`). A redirect is an answer that is not the one asked for.
 */
export function guardedGet(url: URL, agent: https.Agent = new RequestFilteringHttpsAgent()): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      request.destroy();
      reject(new Error(`${url.origin}: ${why}`));
    };
    const request = https.get(url, { agent, signal: AbortSignal.timeout(TIMEOUT_MS) }, (response) => {
      if (response.statusCode !== 200) {
        fail(`answered ${response.statusCode}`);
        return;
      }
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > LONGEST_ANSWER) fail('the answer is too long');
      });
      response.on('error', ({ message }) => fail(message));
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    });
    request.on('error', ({ message }) => fail(message));
  });
}

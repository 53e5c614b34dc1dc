import { Problem } from '@/lib/intake/problem';

/** What was sent. @throws Problem where it is more than may be. */
export async function bytesOf(request: Request, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > most) {
      const detail = `A body holds at most ${most} bytes.`;
      throw new Problem({ status: 413, code: 'too-large', title: 'Too large', detail });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

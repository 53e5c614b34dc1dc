import { z } from 'zod';
import { retryAfterMs } from './retry-after';

/** As much as the server takes at once. */
const PART_BYTES = 4 << 20;
/** A connection that breaks is tried again so often for each part, a little later each time. */
const TRIES = 5;
const WAIT_MS = 1000;

const Begun = z.object({ sourceId: z.number(), uploadId: z.number(), receivedBytes: z.number() });
const Here = z.object({ receivedBytes: z.number(), isWhole: z.boolean() });
const Refusal = z.object({ detail: z.string() });

/** The server's words for why it does not take the file: trying again would not help. */
export class UploadRefused extends Error {}

/** The server is busy, or was asked too often: it takes the same later. */
class AskedTooSoon extends Error {
  constructor(readonly waitMs: number) {
    super('The server asks to wait.');
  }
}

export interface UploadChoice {
  source: string;
  format: string;
}

/** Brings a file part by part. Each is kept once it is answered, so a broken connection costs one part at most. */
export async function uploadFile(
  file: File,
  choice: UploadChoice,
  onProgress: (sentBytes: number) => void,
  /** The server asks to be left alone for so long; `null`: it is asked again. */
  onWait: (waitMs: number | null) => void,
): Promise<void> {
  const announced = { ...choice, name: file.name, sizeBytes: file.size, modifiedAt: file.lastModified };
  const begun = Begun.parse(await repeated(() => announce(announced), onWait));
  let position = begun.receivedBytes;
  onProgress(position);
  while (position < file.size) {
    const part = file.slice(position, position + PART_BYTES);
    const url = `/api/v1/uploads/${begun.sourceId}/${begun.uploadId}?position=${position}`;
    const from = position;
    const here = Here.parse(
      await repeated(() => sendPart(url, part, (sent) => onProgress(from + sent)), onWait),
    );
    position = here.receivedBytes;
    onProgress(position);
  }
}

async function repeated<Answer>(
  ask: () => Promise<Answer>,
  onWait: (waitMs: number | null) => void,
): Promise<Answer> {
  for (let attempt = 1; ; ) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof AskedTooSoon) {
        onWait(error.waitMs);
        await wait(error.waitMs);
        onWait(null);
        continue;
      }
      if (error instanceof UploadRefused || attempt === TRIES) throw error;
      await wait(WAIT_MS * attempt++);
    }
  }
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function announce(announced: object): Promise<unknown> {
  const answer = await fetch('/api/v1/uploads', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(announced),
  });
  return read(answer.status, await answer.text(), answer.headers.get('Retry-After'));
}

/** By XMLHttpRequest: `fetch` does not say how much of a body has been sent. */
function sendPart(url: string, part: Blob, onProgress: (sentBytes: number) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onerror = () => reject(new Error('The connection broke.'));
    request.onload = () => {
      try {
        resolve(read(request.status, request.responseText, request.getResponseHeader('Retry-After')));
      } catch (error) {
        reject(error);
      }
    };
    request.send(part);
  });
}

function read(status: number, text: string, retryAfter: string | null): unknown {
  if (status < 300) return JSON.parse(text);
  if (status === 429) throw new AskedTooSoon(retryAfterMs(retryAfter));
  if (status >= 500) throw new Error(`The server answered ${status}.`);
  const refusal = Refusal.safeParse(parsed(text));
  throw new UploadRefused(refusal.data?.detail ?? `The server refuses it (${status}).`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Not ours: a proxy's page.
  }
}

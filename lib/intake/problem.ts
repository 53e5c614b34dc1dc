/** Why a request was not accepted, and what its sender is to do (RFC 9457). */
export interface ProblemDetails {
  status: number;
  /** Names the kind of problem for programs: `urn:bounceboard:<code>`. */
  code: string;
  title: string;
  /** What to do about it. */
  detail: string;
  /** For the operator alone. */
  logged?: string;
  headers?: Record<string, string>;
}

export class Problem extends Error {
  constructor(readonly details: ProblemDetails) {
    super(details.detail);
  }

  response(): Response {
    const { status, code, title, detail, headers } = this.details;
    const body = { type: `urn:bounceboard:${code}`, title, status, detail };
    return new Response(JSON.stringify(body), {
      status,
      headers: { ...headers, 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
    });
  }
}

export const methodNotAllowed = (allowed: string): Response =>
  new Problem({
    status: 405,
    code: 'method',
    title: 'Method not allowed',
    detail: `Records are sent here by ${allowed}.`,
    headers: { Allow: allowed },
  }).response();

/** What is not accepted stays with its sender, who tries again. */
export const paused = (): Problem =>
  new Problem({
    status: 503,
    code: 'paused',
    title: 'The source is paused',
    detail: 'Nothing was accepted. Somebody has paused this source: send it again when it goes on.',
    headers: { 'Retry-After': '300' },
  });

const TITLES = {
  400: 'Not understood',
  401: 'Log in first',
  403: 'Not allowed',
  421: 'Unknown host name',
  429: 'Too many tries',
} as const;

/** A refusal as RFC 9457 words it. */
export function problem(status: keyof typeof TITLES, detail: string, headers: HeadersInit = {}): Response {
  return Response.json(
    { type: 'about:blank', title: TITLES[status], status, detail },
    {
      status,
      headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...headers },
    },
  );
}

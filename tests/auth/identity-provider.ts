import http from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export interface IdentityProvider {
  issuer: string;
  /** Somebody logs in and agrees, as a browser would do it. @returns where it is led back to. */
  logIn(url: URL, login: string): Promise<URL>;
  stop(): Promise<void>;
}

export const CLIENT = { id: 'bounceboard', secret: 'a secret of a test' };
export const REDIRECT_URI = 'http://127.0.0.1:3000/login/single-sign-on/callback';

/** A real provider; what it says of people is in `people`. */
export async function startIdentityProvider(
  people: Record<string, Record<string, unknown>>,
  redirectUri = REDIRECT_URI,
): Promise<IdentityProvider> {
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
    claims: {
      openid: ['sub', 'groups'],
      email: ['email', 'email_verified'],
      profile: ['preferred_username'],
    },
    conformIdTokenClaims: false,
    cookies: { keys: ['a key of a test'] },
    findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id] }) }),
  });
  server.on('request', provider.callback());
  return {
    issuer,
    logIn: (url, login) => walk(url, login, redirectUri),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const MOST_STEPS = 12;

async function walk(start: URL, login: string, redirectUri: string): Promise<URL> {
  const jar = new Map<string, string>();
  let url = start;
  for (let step = 0; step < MOST_STEPS; step++) {
    const isForm = url.pathname.startsWith('/interaction/');
    let answer = await ask(url, jar);
    if (isForm && answer.status === 200) {
      const prompt = /name="prompt" value="(\w+)"/.exec(await answer.text())?.[1] ?? '';
      answer = await ask(url, jar, new URLSearchParams({ prompt, login, password: 'any' }));
    }
    const location = answer.headers.get('location');
    if (!location) throw new Error(`${url.pathname} answered ${answer.status}: ${await answer.text()}`);
    url = new URL(location, url);
    if (url.href.startsWith(redirectUri)) return url;
  }
  throw new Error(`not led back within ${MOST_STEPS} steps`);
}

async function ask(url: URL, jar: Map<string, string>, form?: URLSearchParams): Promise<Response> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const method = form ? 'POST' : 'GET';
  const answer = await fetch(url, { method, body: form, redirect: 'manual', headers: { cookie } });
  for (const set of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
    if (value === '') jar.delete(name);
    else jar.set(name, value);
  }
  return answer;
}

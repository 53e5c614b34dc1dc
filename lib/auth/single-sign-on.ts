import * as oidc from 'openid-client';
import { z } from 'zod';
import type { Db } from '@/lib/db';
import type { SignOnSettings } from '@/lib/env';
import { guardedFetch } from '@/lib/outgoing/guarded-fetch';
import { auditAlone, nobody } from '@/lib/store/audit';
import { addAccount, changingAccounts, type Fault, loginName, setRole } from './accounts';
import { enter } from './login';
import { isRole, ROLES, type Role } from './person';
import type { Browser } from './sessions';
import { SIGN_ON_REFUSALS } from './sign-on-refusals';

/** What a login at the identity provider is recognised by when it comes back: kept by the browser, sealed. */
export const SignOnAttempt = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  redirectUri: z.string(),
  to: z.string(),
});
export type SignOnAttempt = z.infer<typeof SignOnAttempt>;

const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::|\/|$)/;
const known = new Map<string, Promise<oidc.Configuration>>();

/** What the provider says of itself, asked once. Without TLS only a provider at this machine is believed. */
function configurationOf(settings: SignOnSettings): Promise<oidc.Configuration> {
  const { issuer, clientId, clientSecret, allowHosts } = settings;
  const key = [issuer, ...allowHosts].join(' ');
  const found = known.get(key);
  if (found) return found;
  const asked = oidc.discovery(new URL(issuer), clientId, clientSecret ?? undefined, undefined, {
    ...(LOOPBACK.test(issuer) && { execute: [oidc.allowInsecureRequests] }),
    // Also for the addresses that the provider names: it is not for others to say where in our network we ask.
    [oidc.customFetch]: guardedFetch(allowHosts),
  });
  known.set(key, asked);
  asked.catch(() => known.delete(key));
  return asked;
}

/** Code flow with PKCE, state and nonce (RFC 9700). */
export async function beginSignOn(
  settings: SignOnSettings,
  redirectUri: string,
  to: string,
): Promise<{ url: URL; attempt: SignOnAttempt }> {
  const configuration = await configurationOf(settings);
  const attempt = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    redirectUri,
    to,
  };
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: settings.scopes,
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
  });
  return { url, attempt };
}

/** Who came back, as the provider's signed token says. */
const Claims = z.looseObject({
  iss: z.string(),
  sub: z.string(),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  preferred_username: z.string().optional(),
});
type Claims = z.infer<typeof Claims>;

export type SignOn = { token: string } | { fault: Fault };

export async function finishSignOn(
  db: Db,
  settings: SignOnSettings,
  attempt: SignOnAttempt,
  query: string,
  browser: Browser,
  now: Date,
): Promise<SignOn> {
  const answered = new URL(attempt.redirectUri);
  answered.search = query;
  let claims: Claims;
  try {
    const tokens = await oidc.authorizationCodeGrant(await configurationOf(settings), answered, {
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.verifier,
      idTokenExpected: true,
    });
    claims = Claims.parse(tokens.claims());
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const reason = 'code' in error ? String(error.code) : error.name;
    await auditAlone(db, nobody('nobody', browser.address), 'session.refused', 'single sign-on', { reason });
    return { fault: SIGN_ON_REFUSALS.answer };
  }
  const entered = await enterAs(db, settings, claims, browser, now);
  if ('fault' in entered) {
    const details = { reason: entered.fault };
    await auditAlone(db, nobody('nobody', browser.address), 'session.refused', nameIn(claims), details);
  }
  return entered;
}

async function enterAs(
  db: Db,
  settings: SignOnSettings,
  claims: Claims,
  browser: Browser,
  now: Date,
): Promise<SignOn> {
  const fault = faultOfDomain(settings, claims);
  if (fault) return { fault };
  const role = roleOf(settings, claims);
  if (!role) return { fault: SIGN_ON_REFUSALS.role };
  const key = { issuer: claims.iss, subject: claims.sub };
  const by = { id: null, name: 'single sign-on', address: browser.address };
  const before = await db.account.findUnique({ where: { issuer_subject: key } });
  if (before?.disabledAt) return { fault: SIGN_ON_REFUSALS.disabled };
  // What the provider says holds, except that somebody has to be left who can administer.
  if (before && settings.roleClaim !== null) await setRole(db, by, before.id, role);
  return changingAccounts(db, async (transaction): Promise<SignOn> => {
    const account = await transaction.account.findUnique({ where: { issuer_subject: key } });
    if (account) return { token: await enter(transaction, account, browser, now, { by: 'single sign-on' }) };
    const name = nameIn(claims);
    // An account of that name which has a password is somebody's, and not simply the provider's to take.
    const added = await addAccount(transaction, by, { name, role, passwordHash: null, ...key });
    if ('fault' in added) return added;
    const made = { id: added.made, name };
    return { token: await enter(transaction, made, browser, now, { by: 'single sign-on' }) };
  });
}

const nameIn = ({ email, preferred_username, sub }: Claims): string =>
  loginName(email ?? preferred_username ?? sub);

function faultOfDomain({ domains }: SignOnSettings, { email, email_verified }: Claims): Fault | null {
  if (domains.length === 0) return null;
  const domain = email?.split('@').at(-1)?.toLowerCase();
  if (!domain || !domains.includes(domain)) return SIGN_ON_REFUSALS.domain;
  return email_verified === true ? null : SIGN_ON_REFUSALS.unverified;
}

/** The highest of the roles that the claim's values stand for, or the preset one. */
function roleOf({ roleClaim, roles, defaultRole }: SignOnSettings, claims: Claims): Role | null {
  const given = roleClaim === null ? [] : [claims[roleClaim]].flat();
  const named = given.map((value) => roles[String(value)]).filter((role) => role !== undefined);
  const highest = [...ROLES].reverse().find((role) => named.includes(role)) ?? defaultRole;
  return highest !== null && isRole(highest) ? highest : null;
}

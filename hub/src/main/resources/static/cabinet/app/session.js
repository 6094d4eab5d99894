// @ts-check
// Who is signed in. The cookies are HttpOnly: this module knows names, never tokens.
import { api, Problem } from './door.js';

/**
 * @typedef {{signatory: any, participant: any, scope: string, staff: boolean, active: boolean}} Me
 * `participant` null until registered; `active` once the offer is accepted
 */
/** @type {Me | null} */ let me = null;
export const who = () => me;

/** @param {{signatory?: any, participant?: any, scope?: string}} answer of the token or session door */
export function enter(answer) {
  const scope = answer.scope ?? '';
  me = {
    signatory: answer.signatory ?? null,
    participant: answer.participant ?? null,
    scope,
    staff: scope.split(' ').includes('staff'),
    active: answer.participant?.status === 'ACTIVE',
  };
  localStorage.setItem('signed-in', '1');
  return me;
}

/** The session that the cookies carry, renewed when it has to be; null when there is none. @returns {Promise<Me | null>} */
export async function recognise() {
  // Scripts cannot see the cookies: a browser that nobody signed in with has none to renew.
  const renewed = async () =>
    localStorage.getItem('signed-in') && (await renew())
      ? (me ?? enter(await api.get('/v1/auth/session', { quiet: true })))
      : null;
  try {
    const found = await api.get('/v1/auth/session', { quiet: true });
    if (!found) return await renewed();
    // Registered meanwhile, in another tab or by a colleague: the token does not know it yet.
    if (found.participant && !found.scope.split(' ').includes('participant') && (await renew()))
      return enter(await api.get('/v1/auth/session', { quiet: true }));
    return enter(found);
  } catch (refused) {
    if (!(refused instanceof Problem) || refused.status !== 401) throw refused;
    return renewed();
  }
}

/**
 * A refresh token serves once, so one tab at a time asks, and those who waited find it done.
 * @returns {Promise<boolean>} false when the person has to sign in again
 */
export async function renew() {
  const asked = Date.now();
  const once = async () => {
    if (Number(localStorage.getItem('renewed') ?? 0) > asked) return true;
    try {
      const answer = await api.post('/v1/auth/tokens', { grantType: 'refresh_token', as: 'cookie' }, { quiet: true });
      localStorage.setItem('renewed', String(Date.now()));
      if (answer.signatory) enter(answer);
      return true;
    } catch (refused) {
      if (refused instanceof Problem && refused.status >= 400 && refused.status < 500 && refused.status !== 429) {
        localStorage.removeItem('signed-in');
        return false;
      }
      throw refused;
    }
  };
  return navigator.locks ? navigator.locks.request('session', once) : once();
}

export async function signOut() {
  const end = () => api.del('/v1/auth/session', { quiet: true });
  // One that has to be renewed first would else live on in its cookies.
  try {
    await end().catch(async (refused) => {
      if (refused.status === 401 && (await renew())) await end();
    });
  } catch {
    /* it is over either way */
  }
  localStorage.removeItem('signed-in');
  me = null;
}

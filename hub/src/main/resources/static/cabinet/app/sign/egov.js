// @ts-check
// eGov Mobile and eGov Business: the phone reads from the hub what to sign and gives it the signatures; this page waits for them.
import { api, Problem } from '../door.js';
import { SignProblem } from './problem.js';

const PAUSE = 2_000;
/** Bytes of all contents and number of items that the hub sends to a phone at once. */
export const BYTES_MAX = 5 * 1024 * 1024;

/** @typedef {{id: string, secret?: string, purpose: string, state: string, expiresAt: string, qr: {text: string, size: number, path: string}, links: {egovMobile: string, egovBusiness: string}}} Request */
/** @param {any[]} items see signer.js @param {string} purpose @returns {Promise<Request>} */
export const askPhone = (items, purpose) =>
  api.post(
    '/v1/signing-requests',
    {
      purpose,
      items: items.map((item) => ({
        names: typeof item.title === 'string' ? { kk: item.title, ru: item.title, en: item.title } : item.title,
        ...(item.mediaType && { mediaType: item.mediaType }),
        ...(item.number ? { number: item.number } : { content: item.base64 }),
      })),
    },
    { quiet: purpose === 'LOGIN' },
  );

const secret = (/** @type {Request} */ request) => (request.secret ? { 'Signing-Secret': request.secret } : {});

/** Waits until the phone has signed. @param {Request} request @param {{onState: (state: string) => void, signal: AbortSignal}} o @returns {Promise<string[]>} CMS in base64 */
export async function follow(request, { onState, signal }) {
  for (let state = request.state; !signal.aborted;) {
    try {
      const seen = await api.get(`/v1/signing-requests/${request.id}?wait=25&known=${state}`, {
        headers: secret(request),
        quiet: request.purpose === 'LOGIN',
        signal,
      });
      if (seen.state === 'SIGNED') return seen.signatures;
      if (seen.state !== state) {
        state = seen.state;
        onState(state);
      }
    } catch (cut) {
      if (signal.aborted) break;
      if (cut instanceof Problem && cut.status === 404) throw new SignProblem('expired');
      if (cut instanceof Problem && cut.status > 0 && cut.status < 500 && cut.status !== 429) throw cut;
      if (Date.now() > Date.parse(request.expiresAt)) throw new SignProblem('expired');
      await new Promise((again) => {
        setTimeout(again, PAUSE);
      });
    }
  }
  throw new SignProblem('cancelled');
}

/** From now on no phone can sign it. @param {Request} request */
export const giveUp = (request) =>
  api.del(`/v1/signing-requests/${request.id}`, { headers: secret(request), quiet: true }).catch(() => {});

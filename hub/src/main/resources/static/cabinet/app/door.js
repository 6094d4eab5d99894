// @ts-check
// The one way to the hub's HTTP doors. Cookies carry the session; there is no token in script.
import { knows, lang, need, t } from './i18n.js';

/** A refusal of the hub (RFC 9457), or a network that does not answer (`status` 0, code `network`). */
export class Problem extends Error {
  /** @param {number} status @param {any} body @param {Headers} [headers] */
  constructor(status, body, headers) {
    super(body.title ?? String(status));
    this.name = 'Problem';
    this.status = status;
    this.code = body.code ?? (status === 0 ? 'network' : `http_${status}`);
    this.type = body.type ?? 'about:blank';
    this.title =
      body.title ?? (knows(`problem.${this.code}`) ? t(`problem.${this.code}`) : t('problem.other', { status }));
    this.detail = body.detail;
    this.field = body.field;
    this.reason = body.reason;
    this.retryAfter = Number(body.retryAfter ?? headers?.get('retry-after')) || undefined;
    this.traceId = body.traceId ?? body.instance;
    this.at = new Date().toISOString();
    this.body = body;
  }
}

/** What to do about refusals: words that are fetched with the first of them. */
const ADVICE = ['problem'];

/** Asked when the session is over: resolves to true when there is one again. @type {() => Promise<boolean>} */
let signedOut = async () => false;
/** @param {() => Promise<boolean>} fn */
export const onSignedOut = (fn) => {
  signedOut = fn;
};

/** randomUUID is there only on secure pages; a hub on a plain-HTTP address inside a house has none. */
export const newKey = () =>
  crypto.randomUUID?.() ??
  [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');

/**
 * @typedef {{body?: any, key?: string, headers?: Record<string, string>, signal?: AbortSignal, raw?: boolean, quiet?: boolean}} Options
 * `key`: Idempotency-Key, else a new one; `raw`: the Response itself; `quiet`: a 401 is only a Problem, nobody is asked to sign in
 * @param {string} method @param {string} path @param {Options} [o]
 */
async function call(method, path, o = {}) {
  const key = o.key ?? newKey();
  for (let again = false; ; again = true) {
    const response = await attempt(method, path, o, key);
    if (response.ok) return o.raw ? response : response.status === 204 ? null : read(response);
    const problem = new Problem(response.status, await response.json().catch(() => ({})), response.headers);
    if (problem.status !== 401 || again || o.quiet || !(await signedOut())) {
      await need(ADVICE).catch(() => {}); // without them the hub's own words are shown
      throw problem;
    }
  }
}

/** @param {string} method @param {string} path @param {Options} o @param {string} key */
async function attempt(method, path, o, key) {
  const form = o.body instanceof FormData || o.body instanceof Blob;
  try {
    return await fetch(path, {
      method,
      signal: o.signal,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: {
        Accept: o.raw ? '*/*' : 'application/json',
        'Accept-Language': lang,
        'X-Cabinet': '1',
        ...(method !== 'GET' && { 'Idempotency-Key': key }),
        ...(o.body !== undefined && !form && { 'Content-Type': 'application/json' }),
        ...o.headers,
      },
      body: o.body === undefined ? undefined : form ? o.body : JSON.stringify(o.body),
    });
  } catch (cut) {
    if (o.signal?.aborted) throw cut;
    throw new Problem(0, {});
  }
}

/** @param {Response} response */
const read = (response) => (response.headers.get('content-type')?.includes('json') ? response.json() : response.text());

export const api = {
  /** @param {string} path @param {Options} [o] */ get: (path, o) => call('GET', path, o),
  /** @param {string} path @param {any} [body] @param {Options} [o] */ post: (path, body = {}, o) =>
    call('POST', path, { ...o, body }),
  /** @param {string} path @param {any} [body] @param {Options} [o] */ put: (path, body = {}, o) =>
    call('PUT', path, { ...o, body }),
  /** @param {string} path @param {any} [body] @param {Options} [o] */ patch: (path, body = {}, o) =>
    call('PATCH', path, { ...o, body }),
  /** @param {string} path @param {Options} [o] */ del: (path, o) => call('DELETE', path, o),
  /** The bytes of something. @param {string} path @param {Options} [o] @returns {Promise<Uint8Array>} */
  bytes: async (path, o) => new Uint8Array(await (await call('GET', path, { ...o, raw: true })).arrayBuffer()),
};

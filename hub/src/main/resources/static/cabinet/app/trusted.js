// @ts-check
// The scripts that may be started by their address, and no other (Trusted Types).
export const LIVE_WORKER = new URL('./live-worker.js', import.meta.url).href;
/** At the root, since a worker serves what is below its own address; the same in every build. */
export const PUSH_WORKER = '/push-worker.js';
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('cabinet', {
  createScriptURL: (/** @type {string} */ url) => {
    if (url === LIVE_WORKER || url === PUSH_WORKER) return url;
    throw new TypeError(url);
  },
});
/** @param {string} url */
export const script = (url) => (policy ? policy.createScriptURL(url) : url);

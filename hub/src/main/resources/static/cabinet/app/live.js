// @ts-check
/** The stream's state as the header shows it: connecting, live, offline. */
export const live = { state: 'connecting', since: Date.now(), /** @param {(e: any) => void} fn */ on: (fn) => { ears.add(fn); return () => ears.delete(fn); } };
/** @type {Set<(e: any) => void>} */ const ears = new Set();
/** @param {any} on */
export function goLive(on) { void on; }
export function stopLive() {}

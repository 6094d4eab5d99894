// @ts-check
const REPEAT = 2000;

/**
 * Runs at once, then not again before `ms` are over; who calls meanwhile gets one more run. What the network or the hub kept from
 * being done is tried again, since no other event need come that would ask for it.
 * @param {() => Promise<void>} run @param {number} ms
 */
export function paced(run, ms) {
  let busy = false,
    again = false;
  return async function go() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    let pause = ms;
    try {
      await run();
    } catch (failed) {
      const { status, retryAfter } = /** @type {any} */ (failed);
      if (status === 0 || status >= 500) {
        again = true;
        pause = Math.max(ms, retryAfter * 1000 || REPEAT);
      }
    }
    setTimeout(() => {
      busy = false;
      if (again) {
        again = false;
        go();
      }
    }, pause);
  };
}

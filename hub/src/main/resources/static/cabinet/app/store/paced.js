// @ts-check
/** Runs at once, then not again before `ms` are over; who calls meanwhile gets one more run. @param {() => Promise<void>} run @param {number} ms */
export function paced(run, ms) {
  let busy = false, again = false;
  return async function go() {
    if (busy) { again = true; return; }
    busy = true;
    try { await run(); } catch { /* the next event asks again */ }
    setTimeout(() => { busy = false; if (again) { again = false; go(); } }, ms);
  };
}

// @ts-check
/** The day on which the agreement ends, while a notice runs; every screen says it. */

/** @param {any} api @param {any} live @param {(day: string | null) => void} told */
export function watchEnd(api, live, told) {
  const look = () =>
    api.get('/v1/participants/me/termination', { quiet: true }).then(
      (/** @type {any} */ a) => told(a.status === 'TERMINATING' ? a.validTo : null),
      () => {}, // the next event, or the next start, tells
    );
  look();
  return live.on((/** @type {any} */ e) => {
    if (e.type.startsWith('kz.centerpro.account.terminat')) look();
  });
}

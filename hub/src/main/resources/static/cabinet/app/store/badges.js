// @ts-check
/** The numbers in the menu: what asks for a signature, which notices are unread. They follow the stream, at a walk. */
import { paced } from './paced.js';

const PACE = 4000;

/** @param {any} api @param {any} live @param {(name: string, n: number) => void} badge */
export function watchBadges(api, live, badge) {
  const toSign = paced(async () => badge('in', (await api.get('/v1/documents/counters?box=in')).toSign), PACE);
  const unread = paced(async () => badge('notifications', (await api.get('/v1/notifications?limit=1')).unread), PACE);
  toSign();
  unread();
  return live.on((/** @type {any} */ e) => {
    if (e.type.startsWith('kz.centerpro.document.')) toSign();
    unread();
  });
}

// @ts-check
// What the screen of money reckons from the hub's answers. Sums stay decimal strings; only volumes are numbers.

const DAY = 86_400_000;
/** @param {string} day @param {number} n */
export const plusDays = (day, n) => new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY).toISOString().slice(0, 10);

/** One entry a day from `from` to `to`, days without use too. @param {{days: {day: string, metric: string, quantity: number}[]}} usage @param {string} from @param {string} to */
export function byDay(usage, from, to) {
  /** @type {Record<string, number>} */ const sums = {};
  for (const d of usage.days) if (d.metric === 'document.sent') sums[d.day] = (sums[d.day] ?? 0) + d.quantity;
  const days = [];
  for (let day = from; day <= to; day = plusDays(day, 1)) days.push({ day, value: sums[day] ?? 0 });
  return days;
}

/**
 * The day on which what is left will be used up at the mean of the last `over` whole days; null when nothing is used or there is no limit.
 * @param {{day: string, value: number}[]} days @param {number | undefined} left @param {number} [over]
 */
export function lastsUntil(days, left, over = 14) {
  const whole = days.slice(-over - 1, -1),
    sum = whole.reduce((a, d) => a + d.value, 0);
  if (left === undefined || sum === 0 || !days.length) return null;
  const ahead = Math.floor(left / (sum / whole.length));
  return ahead > 1000 ? null : plusDays(days[days.length - 1].day, ahead);
}

/** What of the tariffs counts now: the running ones, for sent documents. @param {any[]} subscriptions */
export function allowance(subscriptions) {
  const running = subscriptions.filter((s) => s.status !== 'EXPIRED');
  const parts = running.flatMap((s) =>
    s.allowances
      .filter((/** @type {any} */ a) => a.metric === 'document.sent')
      .map((/** @type {any} */ a) => ({ ...a, until: s.endsAt, tariff: s.tariff, id: s.id })),
  );
  const unlimited = parts.some((a) => a.volume === undefined || a.volume === null);
  return {
    parts,
    unlimited,
    left: unlimited ? undefined : parts.reduce((n, a) => n + a.left, 0),
    volume: parts.reduce((n, a) => n + (a.volume ?? 0), 0),
  };
}

/** Whether a decimal string is at least another, without going through a double. @param {string} have @param {string} need */
export function covers(have, need) {
  const tiyn = (/** @type {string} */ s) => {
    const [w, f = ''] = s.split('.');
    return BigInt(w + f.padEnd(2, '0').slice(0, 2));
  };
  return tiyn(have) >= tiyn(need);
}

/** A typed sum, as 12 500,50, for the wire; null when it is none. @param {string} typed */
export function amount(typed) {
  const plain = typed.replace(/[\s\u00a0₸]/g, '').replace(',', '.');
  return /^\d{1,12}(\.\d{1,2})?$/.test(plain) && Number(plain) > 0 ? plain : null;
}

/** Days until the end of a day of Almaty. @param {string} until @param {number} [now] */
export const daysLeft = (until, now = Date.now()) => Math.ceil((Date.parse(`${until}T23:59:59+05:00`) - now) / DAY);

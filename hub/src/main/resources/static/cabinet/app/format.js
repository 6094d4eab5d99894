// @ts-check
// Dates, numbers and money. Browsers differ on Kazakh, so months, patterns and money are ours. The zone is Kazakhstan's (UTC+5).
import { lang, onLanguage, t } from './i18n.js';

/** Systems from before March 2024 say +06:00 for Almaty; then a fixed +05:00 serves. */
const zone = (() => {
  try {
    const said = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Almaty', timeZoneName: 'longOffset' }).format(
      new Date('2026-01-01T00:00:00Z'),
    );
    return said.includes('+05:00') ? 'Asia/Almaty' : 'Etc/GMT-5';
  } catch {
    return 'Etc/GMT-5';
  }
})();
const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
/** @param {string | number | Date} at */
function read(at) {
  /** @type {Record<string, string>} */ const p = {};
  for (const { type, value } of parts.formatToParts(new Date(at))) p[type] = value;
  return p;
}
const NBSP = ' ';
const group = (/** @type {string} */ digits) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, lang === 'en' ? ',' : NBSP);
const point = () => (lang === 'en' ? '.' : ',');
let collator = new Intl.Collator('ru');
onLanguage((l) => {
  collator = new Intl.Collator(l);
});

const bad = (/** @type {any} */ at) => at === undefined || at === null || Number.isNaN(new Date(at).getTime());

export const fmt = {
  /** 22.11.2026 @param {any} at */
  date: (at) => {
    if (bad(at)) return '—';
    const p = read(at);
    return `${p.day}.${p.month}.${p.year}`;
  },
  /** 22.11.2026 13:00 @param {any} at */
  dateTime: (at) => {
    if (bad(at)) return '—';
    const p = read(at);
    return `${p.day}.${p.month}.${p.year}${NBSP}${p.hour}:${p.minute}`;
  },
  /** 22.11.2026 13:00:04, where seconds matter @param {any} at */
  moment: (at) => {
    if (bad(at)) return '—';
    const p = read(at);
    return `${p.day}.${p.month}.${p.year}${NBSP}${p.hour}:${p.minute}:${p.second}`;
  },
  /** 13:00 @param {any} at @param {boolean} [seconds] */
  time: (at, seconds) => {
    if (bad(at)) return '—';
    const p = read(at);
    return seconds ? `${p.hour}:${p.minute}:${p.second}` : `${p.hour}:${p.minute}`;
  },
  /** For lists: today 13:00, this year 22 нояб., else 22 нояб. 2025. @param {any} at */
  day: (at) => {
    if (bad(at)) return '—';
    const p = read(at),
      now = read(Date.now());
    if (p.year === now.year && p.month === now.month && p.day === now.day) return `${p.hour}:${p.minute}`;
    const day = `${Number(p.day)}${NBSP}${t('months').split(' ')[Number(p.month) - 1]}`;
    return p.year === now.year ? day : `${day}${NBSP}${p.year}`;
  },
  /** 22.11.2026 of a date without a time. @param {string} date 2026-11-22 */
  plain: (date) => date.slice(0, 10).split('-').reverse().join('.'),
  /** 2026-11-22 of Kazakhstan, as date fields have it. @param {any} at */
  iso: (at) => {
    const p = read(at);
    return `${p.year}-${p.month}-${p.day}`;
  },
  /** @param {number | string} n */
  number: (n) => {
    const [whole, rest] = String(n).split('.');
    return group(whole) + (rest ? point() + rest : '');
  },
  /** Exact: the decimal string never becomes a double. @param {{amount: string | number, currency?: string} | string | number} m */
  money: (m) => {
    const { amount, currency = 'KZT' } = typeof m === 'object' ? m : { amount: m };
    const [whole, cents = ''] = String(amount).split('.');
    const tenge = (whole.startsWith('-') ? '−' : '') + group(whole.replace('-', ''));
    return tenge + point() + cents.padEnd(2, '0').slice(0, 2) + NBSP + (currency === 'KZT' ? '₸' : currency);
  },
  /** @param {number} n */
  bytes: (n) => {
    if (n < 1024) return `${n}${NBSP}${t('unit.b')}`;
    const [value, unit] =
      n < 1048576 ? [n / 1024, 'unit.kb'] : n < 1073741824 ? [n / 1048576, 'unit.mb'] : [n / 1073741824, 'unit.gb'];
    return `${value < 10 ? value.toFixed(1).replace('.', point()) : Math.round(value)}${NBSP}${t(unit)}`;
  },
  /** A document number in groups of five. @param {string} s */
  number20: (s) => String(s).replace(/(\d{5})(?=\d)/g, `$1${NBSP}`),
  /** БИН 090340002716; a foreign id with its country. @param {string} id @param {string} [country] @param {boolean} [person] */
  taxId: (id, country = 'KZ', person = false) =>
    country === 'KZ' ? `${t(person ? 'iin' : isPerson(id) ? 'iin' : 'bin')}${NBSP}${id}` : `${country}${NBSP}${id}`,
  /** Order of names. @param {string} a @param {string} b */
  compare: (a, b) => collator.compare(a, b),
};
/** The fifth digit of a БИН is 4, 5 or 6; of an ИИН it belongs to a day of the month. @param {string} id */
export const isPerson = (id) => /^\d{4}[0-3]/.test(id);
/** The check digit of an ИИН or БИН. @param {string} id */
export function validTaxId(id) {
  if (!/^\d{12}$/.test(id)) return false;
  const sum = (/** @type {number} */ shift) =>
    [...id.slice(0, 11)].reduce((a, c, i) => a + Number(c) * (((i + shift) % 11) + 1), 0) % 11;
  let check = sum(0);
  if (check === 10) check = sum(2);
  return check === Number(id[11]);
}

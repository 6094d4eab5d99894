// @ts-check
// The own list of counterparties and the exact look-up. Nobody is found by a part of a number outside the own list.
import { api, Problem } from '../door.js';
import { validTaxId } from '../format.js';

/** @typedef {{country: string, taxId: string, name?: string, alias?: string, groups?: string[], state: string, blocked?: boolean, createdAt?: string, connectedAt?: string, invitation?: any}} Party */

const COUNTRIES = ['KZ', 'RU', 'UZ', 'KG', 'CN', 'TR', 'AE', 'DE', 'GB', 'US'];
/** By name, in the language of the page. @returns {{value: string, label: string}[]} */
export function countries() {
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: 'region' });
  return COUNTRIES.map((value) => ({ value, label: names.of(value) ?? value }));
}

/** @param {{country: string, taxId: string}} p */
export const pathOf = (p) => `/v1/counterparties/${encodeURIComponent(p.country)}/${encodeURIComponent(p.taxId)}`;
/** @param {Party} p */
export const nameOf = (p) => p.alias || p.name || p.taxId;
/** @param {{country: string, taxId: string}} a @param {{country: string, taxId: string}} b */
export const same = (a, b) => a.country === b.country && a.taxId === b.taxId;

/** @param {Record<string, any>} query @returns {Promise<any>} */
export function page(query) {
  const q = new URLSearchParams(
    Object.entries(query)
      .filter(([, v]) => v !== undefined && v !== '' && v !== null)
      .map(([k, v]) => [k, String(v)]),
  );
  return api.get(`/v1/counterparties?${q}`);
}

/** Those of the own list that fit. @param {string} q @param {number} [limit] @returns {Promise<Party[]>} */
export const find = async (q, limit = 8) => (await page({ q, limit })).items;

/** Exactly this number; null when it is no number. @param {string} typed @param {string} [country] @returns {Promise<Party | null>} */
export async function exact(typed, country = 'KZ') {
  const taxId = typed.replace(/\s+/g, '');
  if (!taxId || (country === 'KZ' && !/^\d{12}$/.test(taxId))) return null;
  const found = await api.get(`/v1/participants?${new URLSearchParams({ country, taxId })}`);
  return { country, taxId: found.taxId, name: found.name, state: found.connected ? 'CONNECTED' : 'CREATED' };
}

/**
 * What is wrong with a number as it is being typed: '' nothing, else `short`, `letters`, `digit`.
 * @param {string} typed @param {string} [country]
 */
export function faultOf(typed, country = 'KZ') {
  const id = typed.replace(/\s+/g, '');
  if (country !== 'KZ') return id ? '' : 'short';
  if (/\D/.test(id)) return 'letters';
  if (id.length < 12) return 'short';
  return id.length > 12 || !validTaxId(id) ? 'digit' : '';
}

/**
 * For a dialog in which a number is typed: forgets what was found, and looks the number up once it is whole. An answer that comes
 * after further typing is not kept. @param {{state: any, draw: () => void}} d `state`: `taxId`, `country`; `found`, `problem` come in
 */
export function lookUp(d) {
  const s = d.state,
    turn = (s.turn = (s.turn ?? 0) + 1);
  clearTimeout(s.timer);
  Object.assign(s, { found: null, problem: null });
  if (!faultOf(s.taxId, s.country)) {
    s.timer = setTimeout(async () => {
      try {
        const found = await exact(s.taxId, s.country);
        if (turn === s.turn) s.found = found;
      } catch (failed) {
        if (turn === s.turn) s.problem = failed;
      }
      d.draw();
    }, 200);
  }
  d.draw();
}

/** Everything of the own list, page by page, as far as `most`. @param {number} [most] @returns {Promise<Map<string, Party>>} by country/number */
export async function whole(most = 5000) {
  /** @type {Map<string, Party>} */ const all = new Map();
  for (let after; all.size < most;) {
    const part = await page({ limit: 500, after });
    part.items.forEach((/** @type {Party} */ p) => all.set(`${p.country}/${p.taxId}`, p));
    if (!part.next) break;
    after = part.next;
  }
  return all;
}

export { Problem };

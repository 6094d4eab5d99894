// @ts-check
// A table of documents to send: each row's faults are known before anything leaves the device.
import { csvLine, rows } from './csv.js';
import { plainName } from './picked.js';
import { faultOf } from './parties.js';

export const COLUMNS = {
  taxId: ['бин', 'иин', 'бин/иин', 'бсн', 'жсн', 'бсн/жсн', 'bin', 'iin', 'tax id', 'получатель', 'алушы'],
  file: ['файл', 'имя файла', 'file name'],
  number: ['номер', 'нөмір', 'нөмірі', '№', 'no'],
  amount: ['сумма', 'сома', 'sum'],
  title: ['название', 'наименование', 'атауы', 'name'],
  date: ['дата', 'күні'],
  sign: ['подпись', 'қолтаңба', 'signature'],
};
export const ROWS_MAX = 2000;

/** A table to begin with. */
export const sample = () =>
  `\uFEFF${[Object.keys(COLUMNS), ['241240011291', 'act-1.pdf', '1', '150000,00', '', '2026-11-30', '1']].map(csvLine).join('\r\n')}\r\n`;

/** A day as people write it, as 2026-11-22; '' for none, null for what is no day. @param {string} typed */
export function dayOf(typed) {
  if (!typed) return '';
  const [, d, m, y] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(typed) ?? [];
  const iso = d ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : typed;
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) &&
    Date.parse(`${iso}T00:00:00Z`) > -Infinity &&
    new Date(`${iso}T00:00:00Z`).toISOString().startsWith(iso)
    ? iso
    : null;
}

/**
 * @typedef {{line: number, to: {country: string, taxId: string, name?: string, alias?: string, state?: string}[], name: string, file: File | null, title: string, number: string, date: string, amount: string, sign: boolean, faults: string[], notes: string[]}} Line
 * @param {string} text the table @returns {Line[]}
 */
export function readTable(text) {
  return rows(text, COLUMNS)
    .slice(0, ROWS_MAX + 1)
    .map(({ line, values: v }) => ({
      line,
      name: v.file,
      file: null,
      title: v.title || v.file.replace(/^.*[\\/]/, '').replace(/\.[^.]{1,5}$/, ''),
      number: v.number,
      date: v.date,
      amount: v.amount,
      sign: /^(1|да|иә|yes|true|\+)$/i.test(v.sign),
      faults: [],
      notes: [],
      to: v.taxId
        .split(/[|+\s]+/)
        .filter(Boolean)
        .map((id) =>
          /^[A-Za-z]{2}:/.test(id)
            ? { country: id.slice(0, 2).toUpperCase(), taxId: id.slice(3) }
            : { country: 'KZ', taxId: id.padStart(id.length === 11 ? 12 : 0, '0') },
        ),
    }));
}

/**
 * Finds each row's file and everything that is wrong.
 * @param {Line[]} lines @param {File[]} files @param {Map<string, any>} known the own list @param {(typed: string) => string} amountOf
 */
export function judge(lines, files, known, amountOf) {
  /** @type {Map<string, File>} */ const byName = new Map(files.map((file) => [plainName(file.name), file]));
  /** @type {Set<string>} */ const seen = new Set();
  for (const line of lines) {
    line.file = byName.get(plainName(line.name)) ?? null;
    const day = dayOf(line.date);
    for (const party of line.to) Object.assign(party, pick(known.get(`${party.country}/${party.taxId}`)));
    line.faults = [
      !line.to.length && 'noParty',
      line.to.some((p) => faultOf(p.taxId, p.country)) && 'badParty',
      !line.name && 'noName',
      line.name && !line.file && 'noFile',
      line.file?.size === 0 && 'empty',
      line.amount && !amountOf(line.amount) && 'badAmount',
      day === null && 'badDate',
      line.title.length > 500 && 'longTitle',
    ].filter((x) => typeof x === 'string');
    const twice = `${plainName(line.name)}|${line.to
      .map((p) => p.taxId)
      .sort()
      .join()}|${line.number}`;
    line.notes = [
      seen.has(twice) && 'twice',
      line.to.some((p) => p.state && p.state !== 'CONNECTED') && 'notConnected',
    ].filter((x) => typeof x === 'string');
    seen.add(twice);
    if (day) line.date = day;
  }
  return lines;
}
const pick = (/** @type {any} */ p) => p && { name: p.name, alias: p.alias, state: p.state };

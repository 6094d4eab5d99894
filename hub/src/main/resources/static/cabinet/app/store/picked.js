// @ts-check
// Files on this device: what they are called, how large they are, their digest. Nothing leaves the page here.

/** Larger ones are hashed by the hub alone: the browser's digest wants the whole file in memory. */
const HASHED_MAX = 256 * 1024 * 1024;
let next = 1;

/**
 * @typedef {{id: string, key: string, file: File | null, name: string, size: number, title: string, number: string, date: string, amount: string,
 *   sha256: string, read: number, empty: boolean}} Item `file` null: of a draft, to be chosen anew; `key`: Idempotency-Key of its document
 * @param {File} file @returns {Item}
 */
export const itemOf = (file) => ({ ...blank(file.name, file.size), file });

/** @param {string} name @param {number} size @returns {Item} */
export const blank = (name, size) => ({
  id: `f${next++}`,
  key: '',
  file: null,
  name,
  size,
  title:
    name
      .replace(/\.[^.]{1,5}$/, '')
      .replace(/[_\s]+/g, ' ')
      .trim()
      .slice(0, 500) || name,
  number: '',
  date: '',
  amount: '',
  sha256: '',
  read: 0,
  empty: size === 0,
});

/** Names are compared as people see them: letters in one composition, case aside. @param {string} name */
export const plainName = (name) =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/^.*[\\/]/, '');

/**
 * SHA-256 in hex; tells how far the reading is. Empty where the page has no WebCrypto, or the file is too large for it.
 * @param {Item} item @param {() => void} told
 */
export async function hash(item, told) {
  const file = item.file;
  if (!file || !crypto.subtle || file.size > HASHED_MAX) return;
  const all = new Uint8Array(file.size);
  const reader = file.stream().getReader();
  let at = 0,
    last = 0;
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    if (item.file !== file) {
      reader.cancel();
      return;
    }
    all.set(step.value, at);
    at += step.value.length;
    item.read = at / file.size;
    if (item.read - last > 0.05) {
      last = item.read;
      told();
    }
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', all));
  item.sha256 = [...digest].map((b) => b.toString(16).padStart(2, '0')).join('');
  told();
}

/** All files that were dropped, those of folders too. @param {DataTransfer} data @returns {Promise<File[]>} */
export async function dropped(data) {
  const entries = [...data.items]
    .map((item) => item.webkitGetAsEntry?.())
    .filter((entry) => entry !== null && entry !== undefined);
  if (!entries.some((entry) => entry.isDirectory)) return [...data.files];
  /** @type {File[]} */ const files = [];
  const walk = async (/** @type {any} */ entry) => {
    if (entry.isFile) files.push(await new Promise((ok, no) => entry.file(ok, no)));
    else {
      const reader = entry.createReader();
      for (;;) {
        /** @type {any[]} */ const some = await new Promise((ok, no) => reader.readEntries(ok, no));
        if (!some.length) break;
        for (const each of some) await walk(each);
      }
    }
  };
  for (const entry of entries) await walk(entry);
  return files;
}

/** A signature as it came from a signer, PEM or base64, as bytes. @param {string | Uint8Array} cms @returns {Uint8Array} */
export function cmsBytes(cms) {
  if (typeof cms !== 'string') return cms;
  return Uint8Array.from(atob(cms.replace(/-----[^-]+-----/g, '').replace(/\s+/g, '')), (c) => c.charCodeAt(0));
}

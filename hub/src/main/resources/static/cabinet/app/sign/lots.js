// @ts-check
// What is signed at once: contents as base64, in lots that a signer takes in one dialog.
import { api } from '../door.js';
import { SignProblem } from './problem.js';

/**
 * @typedef {{id: string, title: string | {kk: string, ru: string, en: string}, bytes?: Uint8Array | string | (() => Promise<Uint8Array | string>), number?: string, size?: number, mediaType?: string}} Item
 * `bytes`: a string is base64; without them the content of document `number` is signed
 */
export const LOT = 50;
const LOT_BYTES = 24 * 1024 * 1024;
const ITEM_BYTES = 128 * 1024 * 1024;

/** @param {Uint8Array} bytes */
export function base64(bytes) {
  if ('toBase64' in bytes) return /** @type {any} */ (bytes).toBase64();
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** The bytes to sign, in base64. @param {Item} item @returns {Promise<string>} */
async function content(item) {
  const bytes =
    typeof item.bytes === 'function'
      ? await item.bytes()
      : (item.bytes ?? (await api.bytes(`/v1/documents/${item.number}/content`)));
  if (typeof bytes !== 'string' && bytes.length > ITEM_BYTES) throw new SignProblem('tooLarge');
  return typeof bytes === 'string' ? bytes : base64(bytes);
}

/**
 * Lots for a signer on this device: contents are read when their lot is due.
 * @param {Item[]} items @returns {AsyncGenerator<{items: Item[], contents: string[]}>}
 */
export async function* lots(items) {
  let lot = /** @type {{items: Item[], contents: string[]}} */ ({ items: [], contents: [] });
  let bytes = 0;
  for (const item of items) {
    const one = await content(item);
    if (lot.items.length && (lot.items.length === LOT || bytes + one.length > LOT_BYTES)) {
      yield lot;
      lot = { items: [], contents: [] };
      bytes = 0;
    }
    lot.items.push(item);
    lot.contents.push(one);
    bytes += one.length;
  }
  if (lot.items.length) yield lot;
}

/** For a phone the hub reads documents that it has by itself; what it has not is sent along. @param {Item[]} items @param {number} most bytes at once */
export async function* phoneLots(items, most) {
  let lot = /** @type {any[]} */ ([]);
  let bytes = 0;
  for (const item of items) {
    const one = item.number ? undefined : await content(item);
    const size = one ? one.length * 0.75 : (item.size ?? 0);
    if (size > most) throw new SignProblem('tooLarge');
    if (lot.length && (lot.length === LOT || bytes + size > most)) {
      yield lot;
      lot = [];
      bytes = 0;
    }
    lot.push({ ...item, base64: one });
    bytes += size;
  }
  if (lot.length) yield lot;
}

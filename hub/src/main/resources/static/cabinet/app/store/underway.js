// @ts-check
/**
 * Answers between the click and what the hub says of them, whatever screen is open meanwhile. What a document will be is not
 * assumed: it keeps its status until the hub gives another. Keys are kept until their answer is there, so that a repeat does it once.
 */
import { newKey } from '../door.js';

/** @type {Map<string, string>} */ const kinds = new Map();
/** @type {Map<string, string>} */ const keys = new Map();
/** @type {Set<(number: string, ended: boolean) => void>} */ const heard = new Set();

/** Which answer to a document is on its way. @param {string} number @returns {string | undefined} */
export const underway = (number) => kinds.get(number);

/** @param {(number: string, ended: boolean) => void} fn @returns {() => void} what ends it */
export function onUnderway(fn) {
  heard.add(fn);
  return () => void heard.delete(fn);
}

/**
 * Sends an answer; the same one, tried again after a failure, goes under the same key.
 * @param {string} number of the document @param {string} kind @param {string} what tells this answer from others to the document
 * @param {(key: string) => Promise<any>} send @returns {Promise<any>} the answer as the hub took it
 */
export async function sendOff(number, kind, what, send) {
  const it = `${number} ${kind} ${what}`,
    key = keys.get(it) ?? newKey();
  keys.set(it, key);
  kinds.set(number, kind);
  heard.forEach((fn) => fn(number, false));
  try {
    const made = await send(key);
    keys.delete(it);
    return made;
  } finally {
    kinds.delete(number);
    heard.forEach((fn) => fn(number, true));
  }
}

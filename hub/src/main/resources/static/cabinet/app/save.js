// @ts-check
// Papers: fetched with the session's cookies and handed to the browser as a file.
import { api } from './door.js';

/** @param {string} path @param {string} accept the type of what is wanted @param {string} name of the file */
export async function save(path, accept, name) {
  const response = await api.get(path, { raw: true, headers: { Accept: accept } });
  hand(await response.blob(), name);
}

/** Puts bytes into the person's downloads. @param {Blob} blob @param {string} name */
export function hand(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// @ts-check
import { hand } from '../save.js';

/** The bytes of a document. @param {any} api @param {any} d @returns {Promise<Uint8Array>} */
export const bytesOf = (api, d) => api.bytes(`/v1/documents/${d.number}/content`);

/** Saves a document where the person's browser saves files. @param {any} api @param {any} d */
export async function download(api, d) {
  save(await bytesOf(api, d), d.fileName ?? `${d.number}.bin`);
}

const IN_A_ZIP = 100;
/** Browsers drop downloads that begin all at once. */
const BETWEEN = 1000;
export const zipsOf = (/** @type {any[]} */ docs) => Math.ceil(docs.length / IN_A_ZIP);

/**
 * Saves several documents with their signatures: the browser writes zip files to disk while the hub makes them. Such a download
 * cannot renew the session by itself, so that is done before. @param {any} api @param {any[]} docs
 */
export async function downloadAll(api, docs) {
  await api.get('/v1/auth/session');
  for (let at = 0; at < docs.length; at += IN_A_ZIP) {
    if (at) await new Promise((go) => setTimeout(go, BETWEEN));
    const a = document.createElement('a');
    a.href = `/v1/documents:download?numbers=${docs
      .slice(at, at + IN_A_ZIP)
      .map((d) => d.number)
      .join(',')}`;
    a.download = 'documents.zip';
    a.click();
  }
}

/** What proves a document, as one zip file. @param {any} api @param {any} d */
export async function downloadBundle(api, d) {
  await api.get(`/v1/documents/${d.number}/evidence`); // a refusal is told here, and the session is renewed
  const a = document.createElement('a');
  a.href = `/v1/documents/${d.number}/bundle`;
  a.download = `${d.number}.zip`;
  a.click();
}

/** @param {BlobPart} bytes @param {string} name @param {string} [type] */
export const save = (bytes, name, type = 'application/octet-stream') => hand(new Blob([bytes], { type }), name);

// @ts-check
/** The bytes of a document. @param {any} api @param {any} d @returns {Promise<Uint8Array>} */
export const bytesOf = (api, d) => api.bytes(`/v1/documents/${d.number}/content`);

/** Saves a document where the person's browser saves files. @param {any} api @param {any} d */
export async function download(api, d) { save(await bytesOf(api, d), d.fileName ?? `${d.number}.bin`); }

/** @param {BlobPart} bytes @param {string} name @param {string} [type] */
export function save(bytes, name, type = 'application/octet-stream') {
  const a = document.createElement('a');
  a.href = URL.createObjectURL(new Blob([bytes], { type }));
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 30_000);
}

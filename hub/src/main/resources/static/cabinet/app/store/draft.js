// @ts-check
// Drafts of "Send" on this device: metadata and names of files, never their content. One for each participant.
const NAME = 'cabinet',
  STORE = 'drafts';

/** @returns {Promise<IDBDatabase>} */
const base = () =>
  new Promise((ok, no) => {
    const ask = indexedDB.open(NAME, 1);
    ask.onupgradeneeded = () => ask.result.createObjectStore(STORE);
    ask.onsuccess = () => ok(ask.result);
    ask.onerror = () => no(ask.error);
  });

/** @template T @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T>} act @returns {Promise<T | undefined>} */
async function within(mode, act) {
  try {
    const db = await base();
    try {
      return await new Promise((ok, no) => {
        const ask = act(db.transaction(STORE, mode).objectStore(STORE));
        ask.onsuccess = () => ok(ask.result);
        ask.onerror = () => no(ask.error);
      });
    } finally {
      db.close();
    }
  } catch {
    return undefined; /* a browser that keeps nothing: drafts are a comfort */
  }
}

/** @param {string} id */
export const readDraft = (id) => within('readonly', (store) => store.get(id));
/** @param {string} id @param {any} draft */
export const keepDraft = (id, draft) => within('readwrite', (store) => store.put(draft, id));
/** @param {string} id */
export const dropDraft = (id) => within('readwrite', (store) => store.delete(id));

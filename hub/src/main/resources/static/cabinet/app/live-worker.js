// @ts-check
// One stream for all tabs of this browser: they share this worker. It knows no screen and no session: tabs renew that.
import { EventStream } from './stream.js';

const ASK_AGAIN = 20_000;
/** @type {Set<MessagePort>} */ const tabs = new Set();
/** @type {any} */ let state = { state: 'connecting', since: Date.now() };
/** @type {EventStream | null} */ let stream = null;
let cursor = '';   // where the last stream stood, for the next one of a session that begins again
/** @type {((ok: boolean) => void) | null} */ let renewed = null;

const tell = (/** @type {any} */ message) => tabs.forEach((tab) => tab.postMessage(message));
const show = (/** @type {string} */ now) => { if (state.state !== now) { state = { state: now, since: Date.now() }; tell(state); } };

/** Asks one tab after another to renew the session, until one says how it went. @returns {Promise<boolean>} */
async function renew() {
  const asking = setTimeout(() => show('signed-out'), 3000);
  try { return await asked(); } finally { clearTimeout(asking); }
}

async function asked() {
  for (const tab of [...tabs].reverse()) {
    const ok = await new Promise((/** @type {(ok: boolean | undefined) => void} */ answer) => {
      renewed = answer;
      tab.postMessage({ renew: true });
      setTimeout(() => answer(undefined), ASK_AGAIN);
    });
    if (ok !== undefined) return ok;
  }
  return false;
}

function end() {
  cursor = stream?.cursor ?? cursor;
  stream?.stop();
  stream = null;
}

function begin() {
  stream = new EventStream({
    onEvents: (events) => tell({ events }),
    onState: show,
    onGone: () => tell({ gone: true }),
    renew,
    onOver: () => { end(); show('signed-out'); },
  });
  stream.cursor = cursor;
  stream.run();
}

// @ts-ignore: a SharedWorker's global
self.onconnect = (/** @type {MessageEvent} */ { ports: [tab] }) => {
  tabs.add(tab);
  tab.onmessage = ({ data }) => {
    if (data.bye) { tabs.delete(tab); if (tabs.size === 0) { end(); cursor = ''; } return; }
    if (data.renewed !== undefined) renewed?.(data.renewed);
    if (data.hurry) stream?.hurry();
    if (data.start && !stream) begin();
    if (data.start) tab.postMessage(state);
  };
};

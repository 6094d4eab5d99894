// @ts-check
// One stream for all tabs of this browser: they share this worker. It knows no screen and no session: tabs renew that.
import { EventStream } from './stream.js';

const ASK_AGAIN = 20_000;
const DEAF = 1000; // a tab that was killed says no goodbye; one that lives says at once that it has heard
/** @type {Set<MessagePort>} */ const tabs = new Set();
/** @type {any} */ let state = { state: 'connecting', since: Date.now() };
/** @type {EventStream | null} */ let stream = null;
let cursor = ''; // where the last stream stood, for the next one of a session that begins again
/** What a tab says that was asked. @type {((from: MessagePort, data: {heard?: boolean, renewed?: boolean}) => void) | null} */ let said =
  null;

const tell = (/** @type {any} */ message) => tabs.forEach((tab) => tab.postMessage(message));
const show = (/** @type {string} */ now) => {
  if (state.state !== now) {
    state = { state: now, since: Date.now() };
    tell(state);
  }
};

/** Asks one tab after another to renew the session, until one says how it went. @returns {Promise<boolean>} */
async function renew() {
  const asking = setTimeout(() => show('signed-out'), 3000);
  try {
    return await asked();
  } finally {
    clearTimeout(asking);
  }
}

async function asked() {
  for (const tab of [...tabs].reverse()) {
    const ok = await new Promise((/** @type {(ok: boolean | undefined) => void} */ answer) => {
      let patience = setTimeout(answer, DEAF);
      said = (from, { heard, renewed }) => {
        if (renewed !== undefined) answer(renewed);
        else if (heard && from === tab) {
          clearTimeout(patience);
          patience = setTimeout(answer, ASK_AGAIN);
        }
      };
      tab.postMessage({ renew: true });
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
    onOver: () => {
      end();
      show('signed-out');
    },
  });
  stream.cursor = cursor;
  stream.run();
}

// @ts-ignore: a SharedWorker's global
self.onconnect = (/** @type {MessageEvent} */ { ports: [tab] }) => {
  const gone = () => {
    if (tabs.delete(tab) && tabs.size === 0) {
      end();
      cursor = '';
    }
  };
  tabs.add(tab);
  tab.addEventListener('close', gone); // where the browser tells it
  tab.onmessage = ({ data }) => {
    if (data.bye) return gone();
    if (data.heard || data.renewed !== undefined) said?.(tab, data);
    if (data.hurry) stream?.hurry();
    if (data.start && !stream) begin();
    if (data.start) tab.postMessage(state);
  };
};

// @ts-check
/**
 * Live events for this tab; however many tabs are open, the browser holds one connection: a shared worker where there is one, else the
 * tab that holds a lock reads and the others listen to it.
 */
import { EventStream } from './stream.js';
import { who } from './session.js';
import { LIVE_WORKER, script } from './trusted.js';

/** @type {Set<(e: any) => void>} */ const ears = new Set();
/**
 * `state`: connecting, live, offline, signed-out, since when. `gaps`: times without connection, and how many events of them were brought
 * after. `on`: hears each event of the box, returns what stops it.
 */
export const live = {
  state: 'connecting',
  since: Date.now(),
  /** @type {{from: number, to: number, events: number}[]} */ gaps: [],
  /** @param {(e: any) => void} fn */ on(fn) {
    ears.add(fn);
    return () => ears.delete(fn);
  },
};

const GAPS_KEPT = 20;
let seen = 0n;
let cut = 0;
/** @type {(() => void) | undefined} */ let stopping;
/** @type {() => void} */ let begun = () => {};
/** Resolved when the stream runs, or after a while without it: what is read from then on and what the stream brings leave no gap. @type {Promise<void>} */
export let ready = Promise.resolve();

/** @param {{onEvents: (events: any[]) => void, onState: () => void, onGone: () => void, renew: () => Promise<boolean>}} on */
export function goLive(on) {
  stopping?.();
  seen = 0n;
  ready = new Promise((go) => {
    begun = go;
    setTimeout(go, 1500);
  });
  const hear = (/** @type {any} */ m) => {
    if (m.state) turn(m, on);
    if (m.events) take(m.events, on);
    if (m.gone) {
      seen = 0n;
      on.onGone();
    }
  };
  stopping = 'SharedWorker' in globalThis && !localStorage.getItem('live.lock') ? byWorker(hear, on) : byLock(hear, on);
}
export function stopLive() {
  stopping?.();
  stopping = undefined;
}
/** There is a session again: a stream that ended with the old one goes on where it stood. */
export const wakeLive = () => waking();
let waking = () => {};

/** @param {(m: any) => void} hear @param {any} on */
function byWorker(hear, on) {
  const { port } = new SharedWorker(script(LIVE_WORKER), { type: 'module', name: `live-${who()?.participant?.boxId}` });
  port.onmessage = async ({ data }) => {
    if (!data.renew) return hear(data);
    port.postMessage({ heard: true });
    port.postMessage({ renewed: await on.renew().catch(() => false) });
  };
  waking = () => port.postMessage({ start: true });
  waking();
  return hurrying(
    () => port.postMessage({ hurry: true }),
    () => port.postMessage({ bye: true }),
  );
}

/** @param {(m: any) => void} hear @param {any} on */
function byLock(hear, on) {
  const channel = new BroadcastChannel(`live-${who()?.participant?.boxId}`);
  const both = (/** @type {any} */ m) => {
    hear(m);
    channel.postMessage(m);
  };
  /** @type {EventStream | undefined} */ let stream;
  let over = false,
    last = { state: 'connecting', since: Date.now() };
  let cursor = ''; // of the last event heard: who follows the tab that read goes on there
  channel.onmessage = ({ data }) => {
    if (data.ask) {
      if (stream) channel.postMessage(last);
      return;
    }
    if (data.events) cursor = data.events[data.events.length - 1].cursor;
    hear(data);
  };
  channel.postMessage({ ask: true });
  waking = () => navigator.locks.request(`live-${who()?.participant?.boxId}`, () => (over ? undefined : read()));
  const read = () => {
    stream = new EventStream({
      onEvents: (events) => both({ events }),
      onGone: () => both({ gone: true }),
      renew: on.renew,
      onState: (state) => both((last = { state, since: Date.now() })),
      onOver: () => {
        cursor = stream?.cursor ?? '';
        both((last = { state: 'signed-out', since: Date.now() }));
      },
    });
    stream.cursor = cursor;
    return stream.run();
  };
  waking();
  return hurrying(
    () => stream?.hurry(),
    () => {
      over = true;
      stream?.stop();
      channel.close();
    },
  );
}

/** @param {() => void} hurry @param {() => void} bye @returns {() => void} */
function hurrying(hurry, bye) {
  const seenAgain = () => {
    if (document.visibilityState === 'visible' && live.state !== 'live') hurry();
  };
  const shown = (/** @type {PageTransitionEvent} */ e) => {
    if (e.persisted) location.reload();
  };
  addEventListener('online', hurry);
  addEventListener('pagehide', bye);
  addEventListener('pageshow', shown);
  document.addEventListener('visibilitychange', seenAgain);
  return () => {
    bye();
    removeEventListener('online', hurry);
    removeEventListener('pagehide', bye);
    removeEventListener('pageshow', shown);
    document.removeEventListener('visibilitychange', seenAgain);
  };
}

/** @param {{state: string, since: number}} m @param {any} on */
function turn(m, on) {
  if (live.state === 'live' && m.state !== 'live') cut = Date.now();
  if (m.state === 'live') {
    begun();
    if (cut) {
      live.gaps = [...live.gaps.slice(-GAPS_KEPT), { from: cut, to: Date.now(), events: 0 }];
      cut = 0;
    }
  }
  live.state = m.state;
  live.since = m.since;
  on.onState();
}

/** @param {any[]} events @param {any} on */
function take(events, on) {
  const mine = `/boxes/${who()?.participant?.boxId}`;
  const news = events.filter((e) => e.source === mine && BigInt(e.sequence) > seen);
  if (news.length === 0) return;
  seen = BigInt(news[news.length - 1].sequence);
  const gap = live.gaps[live.gaps.length - 1];
  for (const e of news) {
    if (gap && Date.parse(e.time) >= gap.from - 1000 && Date.parse(e.time) < gap.to) gap.events++;
    ears.forEach((fn) => fn(e));
  }
  on.onEvents(news);
}

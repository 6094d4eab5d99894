// @ts-check
/**
 * The event stream of the box: reads GET /v1/events, goes on after a cut where it stood, hands events over in the batches in which
 * they came. Written on fetch, not EventSource: 410, 401 and Retry-After can be seen, and silence can be noticed. Knows no screen.
 */
const SILENCE = 40_000; // the hub beats every 15 s
const SLOWEST = 30_000;

/**
 * @typedef {{onEvents: (events: any[]) => void, onState: (state: 'connecting' | 'live' | 'offline') => void, onGone: () => void, renew: () => Promise<boolean>, onOver: () => void}} Ears
 * `onGone`: the place in the stream is lost, snapshots have to be read again; `renew`: the session ended, true when there is one
 * again; `onOver`: there is none
 */
export class EventStream {
  /** @param {Ears} on @param {string} [url] */
  constructor(on, url = '/v1/events') {
    this.on = on;
    this.url = url;
    this.cursor = '';
    this.stopped = false;
    this.tries = 0;
    this.lost = false;
  }

  stop() {
    this.stopped = true;
    this.request?.abort();
    this.wake?.();
  }

  /** The network is back, or the tab in sight: do not wait longer. */
  hurry() {
    this.wake?.();
  }

  async run() {
    while (!this.stopped) {
      this.on.onState(this.tries < 2 ? 'connecting' : 'offline');
      let wait = Math.min(SLOWEST, 400 * 2 ** Math.min(this.tries, 7)) * (0.5 + Math.random());
      this.tries++;
      try {
        const told = await this.#once();
        if (told === 'over') return;
        if (told !== undefined) wait = told;
      } catch {
        /* the network: again */
      }
      if (!this.stopped && wait > 0) await this.#pause(wait);
    }
  }

  /** One connection. @returns {Promise<number | 'over' | undefined>} milliseconds to wait, when the hub or a clean end says so */
  async #once() {
    this.request = new AbortController();
    const timer = setTimeout(() => this.request?.abort(), SILENCE);
    const answer = await fetch(this.cursor ? this.url : `${this.url}?after=top`, {
      signal: this.request.signal,
      cache: 'no-store',
      credentials: 'same-origin',
      headers: { Accept: 'text/event-stream', 'X-Cabinet': '1', ...(this.cursor && { 'Last-Event-ID': this.cursor }) },
    }).finally(() => clearTimeout(timer));
    if (answer.status === 410) {
      this.cursor = '';
      this.lost = true;
      this.tries = 0;
      return 0;
    }
    if (answer.status === 401) return this.#renew();
    if (!answer.ok || !answer.body) {
      const after = Number(answer.headers.get('retry-after'));
      return after > 0 ? after * 1000 * (1 + Math.random() / 2) : undefined;
    }
    const refusal = await this.#read(answer.body);
    if (refusal?.status === 401) return this.#renew();
    return refusal?.retryAfter ? refusal.retryAfter * 1000 : 300 * Math.random();
  }

  async #renew() {
    if (await this.on.renew()) {
      this.tries = 0;
      return 0;
    }
    this.stopped = true;
    this.on.onOver();
    return 'over';
  }

  /** @param {ReadableStream<Uint8Array>} body @returns {Promise<any>} the problem that ended the stream, if one did */
  async #read(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = '', problem; ;) {
      const silence = setTimeout(() => this.request?.abort(), SILENCE);
      const { value, done } = await reader.read().finally(() => clearTimeout(silence));
      if (done) return problem;
      const blocks = (rest + value).split('\n\n');
      rest = /** @type {string} */ (blocks.pop());
      const events = [];
      for (const { id, event, data } of blocks.map(frame)) {
        if (event === 'problem') {
          problem = JSON.parse(data);
          continue;
        }
        if (id) this.cursor = id;
        if (event === 'hello') this.#hello();
        else if (data) events.push(JSON.parse(data));
      }
      if (events.length) this.on.onEvents(events);
    }
  }

  #hello() {
    this.tries = 0;
    this.on.onState('live');
    if (this.lost) {
      this.lost = false;
      this.on.onGone();
    }
  }

  /** @param {number} ms */
  #pause(ms) {
    return new Promise((go) => {
      const timer = setTimeout(go, ms);
      this.wake = () => {
        clearTimeout(timer);
        go(undefined);
      };
    });
  }
}

/** @param {string} block */
function frame(block) {
  const found = { id: '', event: '', data: '' };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon);
    if (name === 'id' || name === 'event' || name === 'data')
      found[name] += line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
  }
  return found;
}

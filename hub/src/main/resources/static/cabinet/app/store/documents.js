// @ts-check
/**
 * Documents of one direction of a box, known by their position there (gap-free, the newest highest). Unfiltered, any of a hundred
 * thousand rows is reached at once by position; filtered, page follows page. Knows nothing of the screen.
 */
import { paced } from './paced.js';

const PAGE = 100;
const NEWEST = 40; // asked for again when something is new: a window of rows and some more
const LARGE = 200; // a page for who wants all of them
const FEW = 4; // rows that are asked for one by one
const KEPT = 3000,
  PACE = 500,
  CALM = 5;

/** @typedef {{status: string, q: string, party: string, type: string, from: string, to: string}} Filter */
export const NO_FILTER = { status: '', q: '', party: '', type: '', from: '', to: '' };

export class DocumentList {
  /** @param {any} api @param {'in' | 'out'} box @param {(calm: boolean) => void} changed `calm`: it was not this person's act */
  constructor(api, box, changed) {
    this.api = api;
    this.box = box;
    this.changed = changed;
    /** @type {Map<number, any>} */ this.rows = new Map();
    /** @type {Map<string, any>} */ this.known = new Map();
    /** @type {any[]} */ this.found = [];
    /** @type {Filter} */ this.filter = { ...NO_FILTER };
    this.top = 0;
    this.ended = false;
    this.loaded = false;
    /** @type {any} */ this.counters = null;
    /** @type {any} */ this.problem = null;
    /** @type {Set<any>} */ this.asked = new Set();
    /** @type {Set<string>} */ this.stale = new Set();
    this.marks = /** @type {number[]} */ ([]);
    this.seen = { from: 0, to: 30, limit: 0 };
    this.freshen = paced(() => this.#newest(), PACE);
    this.renew = paced(() => this.#visible(), PACE);
    this.count = paced(() => this.#counters(), 1500);
  }

  get filtered() {
    return Object.values(this.filter).some((v) => v !== '');
  }

  /** How many rows there are for a screen that shows nothing newer than this position. @param {number} limit */
  length(limit) {
    return this.filtered ? Math.max(0, this.found.length - this.#newer(limit)) : Math.min(this.top, limit);
  }

  /** @param {number} index from the newest shown @param {number} limit */
  at(index, limit) {
    return this.filtered ? this.found[index + this.#newer(limit)] : this.rows.get(Math.min(this.top, limit) - index);
  }

  /** @param {number} limit @returns {number} how many are newer than this position */
  fresh(limit) {
    return this.filtered ? this.#newer(limit) : Math.max(0, this.top - limit);
  }
  /** @param {number} limit */
  #newer(limit) {
    let n = 0;
    while (n < this.found.length && this.found[n].pos > limit) n++;
    return n;
  }
  get newest() {
    return this.filtered ? (this.found[0]?.pos ?? 0) : this.top;
  }

  /** @param {Filter} filter */
  async open(filter) {
    this.filter = filter;
    [this.rows, this.known, this.stale].forEach((kept) => kept.clear()); // events were not heard while no screen showed the list
    await this.#first();
    this.count();
  }

  /** Another filter; what is on the screen stays until the answer is there. @param {Filter} filter */
  async look(filter) {
    this.filter = filter;
    this.found = [];
    this.ended = false;
    this.loaded = !this.filtered;
    this.changed(false);
    try {
      await this.#first();
    } catch (failed) {
      this.problem = failed;
      this.changed(false);
    }
  }

  async #first() {
    const asked = this.filter;
    const page = await this.#page();
    if (asked !== this.filter) return;
    this.top = page.top;
    const kept = this.#keep(page.items);
    if (this.filtered) {
      this.found = kept;
      this.ended = kept.length < PAGE;
    }
    this.loaded = true;
    this.problem = null;
    this.changed(false);
  }

  /** Everything again, in its place: the stream lost its own. */
  async reload() {
    this.rows.clear();
    this.known.clear();
    await this.#first().catch((failed) => {
      this.problem = failed;
    });
    this.count();
  }

  /** Asks for what the screen is about to show. @param {number} from @param {number} to @param {number} limit */
  need(from, to, limit) {
    this.seen = { from, to, limit };
    if (this.stale.size && this.#outdated().length) this.renew();
    if (this.filtered) {
      if (this.loaded && !this.ended && to >= this.found.length - 20) this.#load('more', () => this.#more());
      return;
    }
    const top = Math.min(this.top, limit);
    for (let pos = top - from; pos >= Math.max(1, top - to); pos--) {
      if (!this.rows.has(pos)) this.#fetch(pos);
    }
  }

  /** What is here from the newest on without a gap, and whether that is all. @param {number} limit @returns {{docs: any[], whole: boolean}} */
  together(limit) {
    const docs = [],
      count = this.length(limit);
    for (let i = 0, d; i < count && (d = this.at(i, limit)); i++) docs.push(d);
    return { docs, whole: docs.length === count && (!this.filtered || this.ended) };
  }

  /**
   * The documents of the filter page by page, for who acts on all of them; the list itself keeps no more than before.
   * @param {number} limit nothing newer @param {number | undefined} below nothing that is not older, or from the newest on
   * @param {(docs: any[]) => boolean} take false when it wants no more @returns {Promise<boolean>} whether it took the last one too
   */
  async every(limit, below = limit + 1, take) {
    const filter = this.filter;
    for (;;) {
      const { items } = await this.#page({ below, limit: LARGE }, filter);
      const more = take(items.map((/** @type {any} */ d) => Object.assign(this.known.get(d.number) ?? d, d)));
      if (!more || items.length < LARGE) return more;
      below = items.at(-1).pos;
    }
  }

  /** @param {any} key @param {() => Promise<void>} how */
  async #load(key, how) {
    if (this.asked.has(key)) return;
    this.asked.add(key);
    try {
      await how();
      this.problem = null;
    } catch (failed) {
      this.problem = failed;
      await new Promise((go) => setTimeout(go, 2000));
    }
    this.asked.delete(key);
    this.changed(false);
  }

  /** The page of a position. @param {number} pos */
  #fetch(pos) {
    const end = Math.ceil(pos / PAGE) * PAGE;
    this.#load(end, async () => {
      this.#keep((await this.#page({ below: end + 1 }, NO_FILTER)).items);
      this.#forget(end);
    });
  }
  /** What is far from a place; it is asked for when it is looked at. @param {number} place */
  #forget(place) {
    if (this.rows.size > KEPT)
      for (const [pos, row] of this.rows)
        if (Math.abs(pos - place) > KEPT / 3) {
          this.rows.delete(pos);
          this.known.delete(row.number);
          this.stale.delete(row.number);
        }
  }

  async #more() {
    const asked = this.filter,
      last = this.found[this.found.length - 1]?.pos;
    const page = await this.#page(last ? { below: last } : {});
    if (asked !== this.filter) return;
    this.found.push(...this.#keep(page.items));
    this.ended = page.items.length < PAGE;
  }

  async #newest() {
    const asked = this.filter,
      head = this.found[0]?.pos ?? 0,
      old = new Set(this.#outdated().filter((row) => this.#isNewest(row)));
    old.forEach((row) => this.stale.delete(row.number)); // an event that comes meanwhile marks it again
    try {
      const page = await this.#page(this.filtered || this.top < PAGE ? {} : { limit: NEWEST });
      if (asked !== this.filter) return;
      const kept = this.#keep(page.items);
      kept.forEach((row) => old.delete(row));
      kept.filter((d) => d.pos > (this.filtered ? head : this.top)).forEach((d) => this.#mark(d));
      if (!this.filtered && kept.at(-1)?.pos > this.top + 1) this.#fetch(kept.at(-1).pos - 1);
      this.top = Math.max(this.top, page.top);
      if (this.filtered) this.found.unshift(...kept.filter((d) => d.pos > head));
      else this.#forget(Math.min(this.top, this.seen.limit) - this.seen.from);
    } finally {
      old.forEach((row) => this.stale.add(row.number));
    }
    this.changed(true);
  }

  /** @param {any} row */
  #isNewest(row) {
    return !this.filtered && row.pos > this.top - NEWEST;
  }

  /** What is in sight and has changed on the other side. */
  async #visible() {
    const rows = this.#outdated();
    if (rows.length >= FEW && rows.every((row) => this.#isNewest(row))) this.freshen();
    else if (rows.length) await this.#again(rows);
  }
  /** @param {any[]} rows */
  async #again(rows) {
    rows.forEach((row) => this.stale.delete(row.number)); // an event that comes meanwhile marks it again
    try {
      if (rows.length < FEW || rows[0].pos - rows[rows.length - 1].pos >= PAGE)
        for (const row of rows) Object.assign(row, await this.api.get(`/v1/documents/${row.number}`));
      else
        this.#keep(
          (await this.#page({ below: rows[0].pos + 1, limit: rows[0].pos - rows[rows.length - 1].pos + 1 }, NO_FILTER))
            .items,
        );
    } catch (failed) {
      rows.forEach((row) => this.stale.add(row.number));
      throw failed;
    }
    this.changed(true);
  }
  /** Rows in sight that are not as the hub has them; one that is out of sight waits until it is looked at. */
  #outdated() {
    const { from, to, limit } = this.seen,
      rows = [];
    for (let i = from; i <= to; i++) {
      const row = this.at(i, limit);
      if (row && this.stale.has(row.number)) rows.push(row);
    }
    return rows;
  }

  async #counters() {
    this.counters = await this.api.get(`/v1/documents/counters?box=${this.box}`);
    this.changed(true);
  }

  /** An event of the box. @param {any} e @returns {boolean} whether a row changed at once */
  apply(e) {
    const kind = e.type.startsWith('kz.centerpro.document.') ? e.type.slice(22) : '';
    if (!kind) return false;
    this.count();
    if (kind === (this.box === 'in' ? 'arrived' : 'registered')) {
      if (!this.known.has(e.subject)) this.freshen();
      return false;
    }
    const row = this.known.get(e.subject);
    if (!row) return false;
    if (this.box === 'in' && /^(received|read)$/.test(kind) && !e.data.sender) return false;
    if (this.box === 'in' && /^(received|read)$/.test(kind)) {
      if (!row.answers?.length) row.status = e.data.status;
      row[`${kind}At`] ??= e.time;
      this.#mark(row);
      return true;
    }
    this.stale.add(e.subject);
    this.#mark(row);
    this.renew();
    return false;
  }

  /** Changed just now; where that is often, nothing is made of it. @param {any} row */
  #mark(row) {
    const now = Date.now();
    this.marks = [...this.marks.filter((at) => now - at < 1000), now];
    if (this.marks.length <= CALM) row.changed = now;
  }

  /** What an act or another screen knows of a document. @param {any} d */
  put(d) {
    const row = this.known.get(d.number);
    if (row) {
      Object.assign(row, d);
      this.changed(false);
    }
  }

  /** @param {any[]} items */
  #keep(items) {
    return items.map((d) => {
      const row = this.rows.get(d.pos);
      if (row) return Object.assign(row, d);
      this.rows.set(d.pos, d);
      this.known.set(d.number, d);
      return d;
    });
  }

  /** @param {Record<string, any>} [more] @param {Filter} [filter] */
  #page(more = {}, filter = this.filter) {
    const { status, ...rest } = filter;
    const query = {
      box: this.box,
      limit: PAGE,
      ...rest,
      q: rest.q.trim(),
      ...(status === 'TO_SIGN' ? { toSign: true } : { status }),
      ...more,
    };
    return this.api.get(
      `/v1/documents?${new URLSearchParams(
        Object.entries(query)
          .filter(([, v]) => v !== '')
          .map(([k, v]) => [k, String(v)]),
      )}`,
    );
  }
}

/** Asks for this participant's signature and can still have it. @param {any} d */
export const needsSign = (d) =>
  d.box === 'in' &&
  d.response?.required === 'SIGNATURE' &&
  d.actions?.includes('SIGNATURE') &&
  /^(DELIVERED|RECEIVED|READ)$/.test(d.status);

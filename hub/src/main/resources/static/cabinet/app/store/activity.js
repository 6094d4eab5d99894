// @ts-check
/** The last events of the box, kept from the moment the cabinet opened; of one kind that comes too fast to read, groups. Knows no screen. */
import { live } from '../live.js';

const KEPT = 5000;
const READABLE = 20; // rows a second
const HISTORY_PAGES = 2;

/** @typedef {{n: number, e: any, at: number, group: number, kind: string}} Line `group`: how many events stand in this line, 0 for one */
export const KINDS = {
  documents: /^document\.(registered|refused|arrived|delivered|received|read|undeliverable|withdrawn|link)/,
  signatures: /^document\.(signed|declined|correction|annul|expired)/,
  money: /^billing/,
  access: /^(account|announcement|delegation|counterparty)/,
};

export class Activity {
  constructor() {
    /** @type {Line[]} */ this.lines = [];
    this.total = 0;
    this.second = 0;
    this.inSecond = 0;
    /** @type {number[]} events in each of the last 60 seconds */ this.rate = Array(60).fill(0);
    this.rateAt = Math.floor(Date.now() / 1000);
    live.on((e) => this.add(e));
  }

  /** @param {any} e */
  add(e) {
    const now = Date.now(),
      second = Math.floor(now / 1000),
      kind = e.type.replace('kz.centerpro.', '');
    this.#tick(second);
    this.rate[59]++;
    if (second !== this.second) {
      this.second = second;
      this.inSecond = 0;
    }
    const last = this.lines[this.lines.length - 1];
    if (++this.inSecond > READABLE) {
      const open = this.lines.slice(-8).find((l) => l.group && l.kind === kind && Math.floor(l.at / 1000) === second);
      if (open) {
        open.group++;
        return;
      }
      this.#push({ n: 0, e, at: now, group: 1, kind });
    } else if (last?.e?.id !== e.id) this.#push({ n: 0, e, at: Date.parse(e.time), group: 0, kind });
  }

  /** @param {Line} line */
  #push(line) {
    line.n = ++this.total;
    this.lines.push(line);
    if (this.lines.length > KEPT) this.lines.splice(0, this.lines.length - KEPT);
  }

  /** @param {number} second */
  #tick(second) {
    this.rateAt = Math.max(this.rateAt, second - 60);
    for (; this.rateAt < second; this.rateAt++) {
      this.rate.push(0);
      this.rate.shift();
    }
  }
  perMinute() {
    this.#tick(Math.floor(Date.now() / 1000));
    return this.rate.reduce((a, b) => a + b, 0);
  }

  /** What happened before, where that is little enough to read from the beginning. @param {any} api */
  async before(api) {
    if (this.asked) return;
    this.asked = true;
    /** @type {any[]} */ const found = [];
    let after = '';
    for (let i = 0; i < HISTORY_PAGES; i++) {
      const page = await api.get(`/v1/events?limit=256${after && `&after=${after}`}`);
      found.push(...page.events);
      after = page.cursor;
      if (page.cursor === page.top) {
        const known = new Set(this.lines.map((l) => l.e?.id));
        const old = found
          .filter((e) => !known.has(e.id))
          .map((e) => ({ n: 0, e, at: Date.parse(e.time), group: 0, kind: e.type.replace('kz.centerpro.', '') }));
        this.lines = [...old, ...this.lines];
        this.total += old.length;
        this.lines.forEach((l, k) => {
          l.n = this.total - this.lines.length + k + 1;
        });
        return;
      }
    }
  }
}
/** @type {Activity | null} */ let one = null;
/** Begins to remember. */
export const remembered = () => (one ??= new Activity());

// @ts-check
// Sends signed documents: a few at a time, each under its own key, repeated while the hub or the network asks for it.
import { api, newKey, Problem } from '../door.js';
import { showTo } from './outside.js';
import { cmsBytes } from './picked.js';

const AT_ONCE = 4;
const TRIES = 8;
const EARLY = 200;

/**
 * @typedef {{id: string, key: string, file: Blob, name: string, metadata: any, to: any[], signature: string | Uint8Array | null, state: 'waiting' | 'signing' | 'sending' | 'retry' | 'registered' | 'pending' | 'refused' | 'unsigned',
 *   number?: string, submissionId?: string, problem?: any, warnings: string[], awaiting: number, again?: number, delivered: number, of?: any, emails: string[], shown: any[]}} Row `of`: where the key is kept while the document is not registered
 */

/** The same file with the same words keeps its key, so that what was lost on the way is not sent twice. @param {any} of @param {File} file @param {any[]} to @param {any} metadata */
export function documentOf(of, file, to, metadata) {
  const { recipients, ...rest } = metadata,
    people = recipients.map((/** @type {any} */ p) => JSON.stringify(p));
  if (rest.response?.order !== 'SEQUENTIAL') people.sort();
  const stated = JSON.stringify([rest, people]);
  if (of.stated !== stated || of.keyedFile !== file) Object.assign(of, { key: newKey(), keyedFile: file, stated });
  return { of, key: of.key, file, name: of.name, to, metadata };
}

/** @param {{key?: string, of?: any, file: Blob, name: string, metadata: any, to: any[], emails?: string[]}} doc @param {number} n @returns {Row} */
export const rowOf = (doc, n) => ({
  key: newKey(),
  ...doc,
  id: String(n),
  signature: null,
  state: 'waiting',
  warnings: [],
  awaiting: 0,
  delivered: 0,
  emails: doc.emails ?? [],
  shown: [],
});

export class Sender {
  /** @param {Row[]} rows @param {() => void} told after each change */
  constructor(rows, told) {
    this.rows = rows;
    this.told = told;
    this.stopped = false;
    /** Heard of before the answer said which number a row has. @type {any[]} */ this.early = [];
    /** @type {Promise<void> | undefined} */ this.pump = undefined;
  }

  get running() {
    return this.pump !== undefined;
  }

  /** @param {Row['state'][]} states */
  count(...states) {
    return this.rows.filter((row) => states.includes(row.state)).length;
  }

  /** Rows that can be sent again: the same key makes a repeat harmless, and the signature is there already. */
  get failed() {
    return this.rows.filter(
      (row) =>
        ['refused', 'unsigned'].includes(row.state) || (row.state === 'waiting' && this.stopped && !this.running),
    );
  }

  /** All rows that are signed and not sent yet; those that come meanwhile too. @returns {Promise<void>} */
  run() {
    this.stopped = false;
    this.pump ??= this.work().finally(() => {
      this.pump = undefined;
      this.told();
    });
    return this.pump;
  }

  async work() {
    this.told();
    const next = () => (this.stopped ? undefined : this.rows.find((row) => row.state === 'waiting' && row.signature));
    const one = async () => {
      for (let row = next(); row; row = next()) await this.send(row);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    if (next()) await this.work();
  }

  /** What is under way is finished, what waits stays. */
  stop() {
    this.stopped = true;
    this.told();
  }

  /** @param {Row} row */
  async send(row) {
    for (let tries = 1; ; tries++) {
      row.state = 'sending';
      row.problem = undefined;
      this.told();
      try {
        const answer = await api.post('/v1/documents', this.form(row), { key: row.key });
        row.number = answer.number;
        row.submissionId = answer.submissionId;
        row.warnings = answer.warnings ?? [];
        row.awaiting = answer.awaitingConnection?.length ?? 0;
        row.state =
          answer.status === 'REGISTERED'
            ? 'registered'
            : answer.status === 'PENDING_VALIDATION'
              ? 'pending'
              : 'refused';
        if (row.state === 'refused') this.refused(row, answer.detail, answer.reason);
        this.early = this.early.filter((e) => !this.event(e, true));
        if (row.state === 'registered') await this.show(row);
        break;
      } catch (failed) {
        const problem = failed instanceof Problem ? failed : new Problem(0, {});
        row.problem = problem;
        if (this.stopped || tries >= TRIES || ![0, 429, 502, 503, 504].includes(problem.status)) {
          row.state = 'refused';
          break;
        }
        await this.pause(row, problem.retryAfter ?? Math.min(30, 2 ** (tries - 1)));
      }
    }
    this.told();
  }

  /** By a link to those who are no clients, once. @param {Row} row */
  async show(row) {
    if (!row.number || !row.emails.length || row.shown.length) return;
    row.shown = row.emails.map((address) => ({ address, state: 'QUEUED' }));
    row.shown = await showTo(row.number, row.emails);
    this.told();
  }

  /** @param {Row} row @param {number} seconds */
  async pause(row, seconds) {
    row.state = 'retry';
    row.again = Date.now() + seconds * 1000;
    this.told();
    const spread = 250 * Math.random();
    for (let left = seconds * 1000 + spread; left > 0 && !this.stopped; left -= 500) {
      await new Promise((go) => setTimeout(go, Math.min(500, left)));
      this.told();
    }
    row.again = undefined;
  }

  /** @param {Row} row */
  form(row) {
    const form = new FormData();
    form.append('metadata', new Blob([JSON.stringify(row.metadata)], { type: 'application/json' }), 'metadata.json');
    form.append(
      'signature',
      new Blob([/** @type {any} */ (cmsBytes(/** @type {any} */ (row.signature)))], {
        type: 'application/pkcs7-signature',
      }),
      'signature.p7s',
    );
    form.append('content', row.file, 'content');
    return form;
  }

  /** The hub keeps this end under the key: to send again is a new act. @param {Row} row @param {string} title @param {string} code */
  refused(row, title, code) {
    Object.assign(row, { state: 'refused', problem: { title, code }, key: newKey(), signature: null });
    if (row.of) row.of.key = row.key;
  }

  /** What the box tells of these documents. @param {any} e a CloudEvent @param {boolean} [again] it was kept until now @returns {boolean} whether one of them moved */
  event(e, again) {
    const kind = String(e.type).replace('kz.centerpro.document.', '');
    const row = this.rows.find(
      (each) =>
        (each.number && each.number === e.subject) || (each.submissionId && each.submissionId === e.data?.submissionId),
    );
    if (!row && !again && this.running && /^(registered|refused|delivered)$/.test(kind))
      this.early = [...this.early.slice(-EARLY + 1), e];
    if (!row) return false;
    if (kind === 'registered' && row.state === 'pending') {
      row.state = 'registered';
      row.number = e.data.number;
      row.awaiting = e.data.awaitingConnection?.length ?? 0;
      this.show(row);
      return true;
    }
    if (kind === 'refused' && row.state === 'pending') {
      this.refused(row, e.data.detail, e.data.code);
      return true;
    }
    if (kind === 'link-viewed') {
      const seen = row.shown.find(
        (each) => each.address.startsWith(e.data.address[0]) && each.address.endsWith(e.data.address.slice(4)),
      );
      if (seen) seen.state = 'EXTERNAL_VIEWED';
      return true;
    }
    if (kind === 'delivered') {
      row.delivered++;
      return true;
    }
    return false;
  }
}

/** How many documents the tariffs leave; null without limit, undefined when it cannot be had. @returns {Promise<number | null | undefined>} */
export async function documentsLeft() {
  try {
    const { items } = await api.get('/v1/subscriptions');
    if (!items.length) return undefined; // the first document starts the tariff that everybody begins with
    let left = 0;
    for (const tariff of items.filter((/** @type {any} */ each) => each.status === 'ACTIVE')) {
      for (const part of tariff.allowances.filter((/** @type {any} */ each) => each.metric === 'document.sent')) {
        if (part.volume === undefined) return null;
        left += part.left ?? 0;
      }
    }
    return left;
  } catch {
    return undefined;
  }
}

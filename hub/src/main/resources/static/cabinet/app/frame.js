// @ts-check
// One screen at work: its module, its context, what it waits for. The shell holds one, and one more beside it for a panel.
import { html } from '../vendor/lit-html.js';
import { keyed } from '../vendor/directives/keyed.js';
import { api, Problem } from './door.js';
import { fmt } from './format.js';
import { need, plural, speaker, t } from './i18n.js';
import { toast } from './toast.js';
import { go, withQuery } from './router.js';
import { button, problemBox, skeleton } from './parts.js';

const EVENTS_KEPT = 1000;

export class Frame {
  /** @param {import('./router.js').Place} place @param {{draw: () => void, drawCalm?: () => void, me: any, live: any, badge: (name: string, n: number) => void, ready?: () => Promise<void>, closePanel?: () => void, behind?: (path: string) => void, entered?: (answer: any) => void, overlay?: boolean}} shell */
  constructor(place, shell) {
    this.place = place;
    this.shell = shell;
    this.phase = 'loading';
    /** @type {any} */ this.module = null;
    /** @type {any} */ this.problem = null;
    /** @type {any[]} */ this.early = [];
    this.closed = false;
    this.given = false;
    const frame = this;
    /** What a screen gets. */
    this.ctx = {
      params: place.params,
      query: place.query,
      state: /** @type {any} */ ({}),
      api,
      fmt,
      toast,
      go,
      plural,
      t,
      overlay: shell.overlay ?? false,
      get me() {
        return shell.me();
      },
      /** Left while it was still loading: nothing is told or changed for it. */ get closed() {
        return frame.closed;
      },
      get live() {
        return shell.live;
      },
      draw: shell.draw,
      drawCalm: shell.drawCalm ?? shell.draw,
      badge: shell.badge,
      behind: shell.behind ?? (() => {}),
      close: shell.closePanel ?? (() => go('/')),
      entered: shell.entered ?? (() => {}),
      /** Changes the query of the address without a new entry in the history. @param {Record<string, any>} change */
      setQuery(change) {
        const query = { ...frame.ctx.query, ...change };
        frame.ctx.query = Object.fromEntries(
          Object.entries(query).filter(([, v]) => v !== undefined && v !== null && v !== ''),
        );
        frame.place = { ...frame.place, query: frame.ctx.query };
        if (location.pathname === frame.place.path) go(withQuery(frame.place.path, frame.ctx.query), { replace: true });
        shell.draw();
      },
      /** A dialog, fetched with the first one. @param {(d: import('./dialog.js').Dialog) => any} view @param {any} [o] @returns {Promise<any>} */
      ask: async (view, o) => (await import('./dialog.js')).ask(view, o),
      sign: {
        /** @param {any[]} items @param {any} [o] */
        sign: async (items, o) => (await import('./sign/signer.js')).sign(items, o),
      },
    };
  }

  /** Address with its query. */
  get url() {
    return withQuery(this.place.path, this.ctx.query);
  }

  async open() {
    this.phase = 'loading';
    try {
      [this.module] = await Promise.all([
        this.place.screen.load(),
        this.place.screen.open ? undefined : this.shell.ready?.(),
      ]);
      const parts = this.module.parts ?? [];
      await need(parts);
      this.ctx.t = speaker(parts);
      if (this.closed) return;
      await this.module.open?.(this.ctx);
      if (this.closed) return void this.module.close?.(this.ctx);
      this.phase = 'ready';
      const early = this.early;
      this.early = [];
      early.forEach((e) => this.event(e));
    } catch (failed) {
      if (this.closed) return;
      this.phase = 'failed';
      this.problem =
        failed instanceof Problem
          ? failed
          : failed instanceof TypeError && /import/i.test(failed.message)
            ? { title: t('problem.network'), code: 'network' } // the screen's own files did not come
            : { title: t('screenFailed'), detail: String(failed), code: 'cabinet' };
      if (!(failed instanceof Problem)) console.error(failed);
    }
    if (!this.closed) this.shell.draw();
  }

  /** The address has the same path and another query. @param {Record<string, string>} query */
  requery(query) {
    this.ctx.query = query;
    this.place = { ...this.place, query };
    if (this.phase === 'ready' && this.module.query) this.module.query(this.ctx);
  }

  /** @param {any} e a CloudEvent @returns {boolean} whether to draw */
  event(e) {
    if (this.phase === 'loading') {
      if (this.early.length < EVENTS_KEPT) this.early.push(e);
      return false;
    }
    try {
      return this.phase === 'ready' && this.module.event?.(this.ctx, e) === true;
    } catch (failed) {
      console.error(failed);
      return false;
    }
  }

  /** The stream could not be resumed, or was away: everything is read again. @returns {Promise<void>} */
  async reload() {
    if (this.phase === 'ready' && this.module.reload) await this.module.reload(this.ctx);
    else if (this.phase === 'failed' || this.module?.event) await this.open();
  }

  close() {
    this.closed = true;
    if (this.phase === 'ready') this.module.close?.(this.ctx);
  }

  view() {
    const body = () => {
      if (this.phase === 'loading') return html`<div class="page">${skeleton(4)}</div>`;
      if (this.phase === 'failed')
        return html`<div class="page">
          ${problemBox(this.problem, { retry: () => this.open() })}${
            this.place.screen.panel ? button(t('close'), () => this.ctx.close()) : ''
          }
        </div>`;
      try {
        return this.module.view(this.ctx);
      } catch (failed) {
        console.error(failed);
        return html`<div class="page">
          ${problemBox({ title: t('screenFailed'), code: 'cabinet', detail: String(failed) })}
        </div>`;
      }
    };
    return keyed(this, body());
  }

  /** @returns {string} */
  title() {
    const key = this.place.screen.nav?.key;
    return this.module?.title?.(this.ctx) ?? (key ? t(key) : 'Center Pro');
  }
}

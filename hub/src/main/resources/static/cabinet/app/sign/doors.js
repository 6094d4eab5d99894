// @ts-check
// The ways to a signature as one thing to look at: choose one, watch it, hear why it did not work, choose another.
import { html, nothing } from '../../vendor/lit-html.js';
import { button, select } from '../parts.js';
import { icon } from '../icons.js';
import { lang, speaker } from '../i18n.js';
import { who } from '../session.js';
import { development, lastPerson, rememberPerson, signAs } from './development.js';
import { BYTES_MAX, askPhone, follow, giveUp } from './egov.js';
import { lots, phoneLots } from './lots.js';
import { ADDRESS, signWithNcaLayer } from './ncalayer.js';
import { SignProblem, explain } from './problem.js';
import { phoneView } from './phone.js';

const t = speaker(['sign']);
const isPhone = () => matchMedia('(max-width: 760px)').matches;

/** The button that had the focus went with what was shown: the focus goes to what came in its place. */
const refocus = () =>
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const at = document.activeElement,
        within = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
      if (at && at !== document.body && at.tagName !== 'DIALOG') return;
      /** @type {HTMLElement | null} */ (
        within.querySelector('.signing [data-first]') ?? within.querySelector('.signing :is(button, a)')
      )?.focus({ preventScroll: true });
    }),
  );

/** @typedef {{id: string, cms: string}} Signed */
export class Doors {
  /**
   * @param {{items: () => Promise<import('./lots.js').Item[]> | import('./lots.js').Item[], count: number, purpose: 'LOGIN' | 'DOCUMENT' | 'STATEMENT', draw: () => void,
   *   done: (signed: Signed[]) => any, onSigned?: (lot: Signed[]) => any}} o `items` is asked for at each attempt: a challenge serves once
   */
  constructor(o) {
    this.o = o;
    /** @type {'choose' | 'nca' | 'qr' | 'dev' | 'done'} */ this.mode = 'choose';
    /** @type {any} */ this.problem = null;
    /** @type {Signed[]} */ this.signed = [];
    /** @type {any} */ this.request = null;
    /** @type {AbortController | null} */ this.way = null;
    /** @type {any} */ this.dev = null;
    this.wide = false;
    development().then((dev) => {
      this.dev = dev;
      this.person = dev?.people.find((p) => p.id === lastPerson())?.id ?? dev?.people[0]?.id;
      if (dev) o.draw();
    });
  }

  /** @param {'nca' | 'qr' | 'dev'} mode @param {(signal: AbortSignal) => Promise<any>} work */
  async go(mode, work) {
    const way = (this.way = new AbortController());
    Object.assign(this, { mode, problem: null, request: null });
    localStorage.setItem('sign.door', mode);
    this.o.draw();
    refocus();
    try {
      await work(way.signal);
      if (way.signal.aborted) return;
      this.mode = 'done';
      this.o.draw();
      await this.o.done(this.signed);
      return;
    } catch (failed) {
      if (way !== this.way) return;
      this.problem = failed;
      if (!(failed instanceof SignProblem) && !('code' in Object(failed))) console.error(failed);
    }
    if (way === this.way) {
      this.mode = 'choose';
      this.o.draw();
      refocus();
    }
  }

  /** What is not signed yet. */
  async left() {
    const items = await this.o.items();
    return items.filter((item) => !this.signed.some((s) => s.id === item.id));
  }

  /** What comes after it was stopped is not kept. @param {any[]} items @param {string[]} signatures @param {AbortSignal} signal */
  async keep(items, signatures, signal) {
    if (signal.aborted) throw new SignProblem('cancelled');
    const lot = signatures.map((cms, i) => ({ id: items[i].id, cms }));
    this.signed.push(...lot);
    this.o.draw();
    await this.o.onSigned?.(lot);
  }

  ncaLayer() {
    const me = this.o.purpose === 'LOGIN' ? null : who()?.signatory;
    return this.go('nca', async (signal) => {
      for await (const lot of lots(await this.left())) {
        await this.keep(
          lot.items,
          await signWithNcaLayer(lot.contents, {
            address: this.dev?.ncaLayer,
            locale: lang,
            stamp: this.o.purpose === 'DOCUMENT',
            bin: me?.bin,
            iin: me?.iin,
            test: Boolean(this.dev),
            signal,
          }),
          signal,
        );
      }
    });
  }

  phone() {
    return this.go('qr', async (signal) => {
      for await (const lot of phoneLots(await this.left(), BYTES_MAX)) {
        if (signal.aborted) return;
        const request = await askPhone(lot, this.o.purpose);
        if (signal.aborted) return void giveUp(request);
        this.request = request;
        this.o.draw();
        signal.addEventListener('abort', () => giveUp(request), { once: true });
        const tick = setInterval(this.o.draw, 1000);
        try {
          await this.keep(
            lot,
            await follow(request, {
              signal,
              onState: (state) => {
                request.state = state;
                this.o.draw();
              },
            }),
            signal,
          );
        } finally {
          clearInterval(tick);
        }
      }
    });
  }

  developer() {
    rememberPerson(this.person ?? '');
    return this.go('dev', async (signal) => {
      for await (const lot of lots(await this.left()))
        await this.keep(lot.items, await signAs(this.person ?? '', lot.contents), signal);
    });
  }

  /** Back to the choice, or away: nothing that was begun goes on. */
  stop() {
    this.way?.abort();
    this.way = null;
    this.request = null;
    if (this.mode !== 'done') this.mode = 'choose';
  }

  back() {
    this.stop();
    this.problem = new SignProblem('cancelled');
    this.o.draw();
    refocus();
  }

  view() {
    const many =
      this.o.count > 1 && this.signed.length > 0
        ? html`<p class="said" role="status">
            ${icon('tick')}${t('progress', { done: this.signed.length, of: this.o.count })}
          </p>`
        : nothing;
    if (this.mode === 'nca')
      return html`${many}
        <div class="waiting" role="status">
          <span class="pulse">${icon('key')}</span><b>${t('nca.waiting')}</b>
          <p>${t('nca.permission')}</p>
          ${button(t('cancel'), () => this.back())}
        </div>`;
    if (this.mode === 'qr')
      return html`${many}${phoneView(this.request, {
        phone: isPhone() && !this.wide,
        dev: Boolean(this.dev),
        back: () => this.back(),
        widen: () => {
          this.wide = true;
          this.o.draw();
        },
      })}`;
    if (this.mode === 'dev' || this.mode === 'done')
      return html`${many}
        <div class="waiting" role="status">
          <span class="pulse">${icon('sign')}</span
          ><b>${t(this.mode === 'done' && this.o.purpose === 'LOGIN' ? 'entering' : 'signing')}</b>
        </div>`;
    return html`${many}${explain(this.problem, { address: this.dev?.ncaLayer ?? ADDRESS })}
      <div class="doors" role="group" aria-label=${t('choose')}>${this.ways()}</div>
      ${this.dev ? this.people() : nothing}`;
  }

  /** The last one that was used comes first, on a phone the phone's own. */
  ways() {
    const last = localStorage.getItem('sign.door'),
      phoneFirst = last === 'qr' || (last !== 'nca' && isPhone());
    const door = (
      /** @type {string} */ name,
      /** @type {string} */ picture,
      /** @type {() => any} */ act,
      /** @type {boolean} */ main,
    ) =>
      html`<button
        type="button"
        class="doorway ${main ? 'main' : ''}"
        data-door=${name}
        ?data-first=${main}
        @click=${act}
      >
        ${icon(picture)}<span><b>${t(`${name}.name`)}</b><small>${t(`${name}.hint`)}</small></span>
      </button>`;
    const nca = door('nca', 'key', () => this.ncaLayer(), !phoneFirst),
      qr = door('qr', isPhone() ? 'phone' : 'qr', () => this.phone(), phoneFirst);
    return phoneFirst ? [qr, nca] : [nca, qr];
  }

  people() {
    return html`<form
      class="devdoor"
      @submit=${(/** @type {Event} */ e) => {
        e.preventDefault();
        this.developer();
      }}
    >
      ${select({
        id: 'person',
        label: t('dev.name'),
        hint: t('dev.hint'),
        value: this.person,
        options: this.dev.people.map((/** @type {any} */ p) => ({
          value: p.id,
          label: [p.id, p.name, p.organization].filter(Boolean).join(' · '),
        })),
        onChange: (v) => {
          this.person = v;
        },
      })}
      ${button(t('dev.sign'), null, { type: 'submit', small: true, id: 'dev-sign' })}
    </form>`;
  }
}

// @ts-check
// The shared looks. Functions of values to templates; all of them work with the keyboard alone and say what they are.
import { html, nothing } from '../vendor/lit-html.js';
import { icon, look } from './icons.js';
import { t, knows } from './i18n.js';
import { when } from './fields.js';
import { fmt } from './format.js';
import { toast } from './toast.js';

/** @typedef {{kind?: 'main' | 'plain' | 'quiet' | 'danger', icon?: string, disabled?: boolean, why?: string, busy?: boolean, type?: 'button' | 'submit', small?: boolean, only?: boolean, title?: string, pressed?: boolean, id?: string, key?: string}} Look */
const classes = (/** @type {Look} */ o) =>
  `btn ${o.kind ?? 'plain'} ${o.small ? 'small' : ''} ${o.only ? 'icon' : ''} ${o.busy ? 'busy' : ''}`;

/**
 * `why`: not possible now, and the reason is said: the button stays focusable. `only`: the picture alone, the label is its name.
 * @param {any} label @param {((e: Event) => any) | null} onClick @param {Look} [o]
 */
export const button = (label, onClick, o = {}) =>
  html`<button
    class=${classes(o)}
    type=${o.type ?? 'button'}
    id=${o.id ?? nothing}
    ?disabled=${o.disabled && !o.why}
    aria-disabled=${o.why || o.busy ? 'true' : nothing}
    aria-label=${o.only ? label : nothing}
    title=${o.why ?? o.title ?? (o.only ? label : nothing)}
    aria-pressed=${o.pressed === undefined ? nothing : String(o.pressed)}
    aria-keyshortcuts=${o.key ?? nothing}
    @click=${(/** @type {Event} */ e) => {
      if (o.why || o.busy) {
        e.preventDefault();
        if (o.why) toast(o.why);
      } else onClick?.(e);
    }}
  >
    ${o.icon ? icon(o.icon) : nothing}${o.only ? nothing : html`<span>${label}</span>`}
  </button>`;

/** @param {any} label @param {string} href @param {Look & {download?: string, out?: boolean}} [o] */
export const linkButton = (label, href, o = {}) =>
  html`<a
    class=${classes(o)}
    href=${href}
    download=${o.download ?? nothing}
    target=${o.out ? '_blank' : nothing}
    rel=${o.out ? 'noopener' : nothing}
    aria-label=${o.only ? label : nothing}
    title=${o.only ? label : nothing}
    >${o.icon ? icon(o.icon) : nothing}${o.only ? nothing : html`<span>${label}</span>`}</a
  >`;

/**
 * @typedef {{id: string, label: any, hint?: any, error?: any, required?: boolean, disabled?: boolean}} Labelled
 * @param {Labelled} o @param {any} control
 */
const labelled = (o, control) =>
  html`<div class="field ${o.error ? 'wrong' : ''}">
    <label for=${o.id}>${o.label}${o.required ? html`<span class="must" aria-hidden="true"> *</span>` : nothing}</label
    >${control}
    ${o.hint ? html`<small id="${o.id}-hint">${o.hint}</small>` : nothing}${
      o.error ? html`<p class="error" id="${o.id}-error" role="alert">${icon('alert')}${o.error}</p>` : nothing
    }
  </div>`;
const said = (/** @type {Labelled} */ o) =>
  [o.hint && `${o.id}-hint`, o.error && `${o.id}-error`].filter(Boolean).join(' ') || nothing;
const given = (/** @type {any} */ fn) => (/** @type {any} */ e) => fn?.(e.target.value, e);

/** @param {Labelled & {value?: string, onInput?: (v: string, e: Event) => void, onChange?: (v: string, e: Event) => void, type?: string, placeholder?: string, autocomplete?: string, inputmode?: string, maxlength?: number, rows?: number, list?: string, min?: string, max?: string}} o `rows`: several lines */
export const field = (o) =>
  labelled(
    o,
    o.rows
      ? html`<textarea
          id=${o.id}
          rows=${o.rows}
          .value=${o.value ?? ''}
          maxlength=${o.maxlength ?? nothing}
          placeholder=${o.placeholder ?? nothing}
          ?required=${o.required}
          ?disabled=${o.disabled}
          aria-invalid=${o.error ? 'true' : nothing}
          aria-describedby=${said(o)}
          @input=${given(o.onInput)}
          @change=${given(o.onChange)}
        ></textarea>`
      : /^(date|month|time)/.test(o.type ?? '')
        ? when(o, said(o))
        : html`<input
            id=${o.id}
            type=${o.type ?? 'text'}
            .value=${o.value ?? ''}
            maxlength=${o.maxlength ?? nothing}
            placeholder=${o.placeholder ?? nothing}
            autocomplete=${o.autocomplete ?? 'off'}
            inputmode=${o.inputmode ?? nothing}
            list=${o.list ?? nothing}
            ?required=${o.required}
            ?disabled=${o.disabled}
            aria-invalid=${o.error ? 'true' : nothing}
            aria-describedby=${said(o)}
            @input=${given(o.onInput)}
            @change=${given(o.onChange)}
          />`,
  );

/** @param {Labelled & {value?: string, options: {value: string, label: string}[], onChange: (v: string, e: Event) => void}} o */
export const select = (o) =>
  labelled(
    o,
    html`<select
      id=${o.id}
      ?required=${o.required}
      ?disabled=${o.disabled}
      aria-invalid=${o.error ? 'true' : nothing}
      aria-describedby=${said(o)}
      @change=${given(o.onChange)}
    >
      ${o.options.map(
        (x) => html`<option value=${x.value} ?selected=${x.value === (o.value ?? '')}>${x.label}</option>`,
      )}
    </select>`,
  );

/** @param {Labelled & {checked: boolean, onChange: (on: boolean) => void, toggle?: boolean}} o `toggle`: a switch, acts at once */
export const check = (o) =>
  html`<div class="checkline ${o.error ? 'wrong' : ''}">
    <input
      type="checkbox"
      id=${o.id}
      class=${o.toggle ? 'toggle' : ''}
      role=${o.toggle ? 'switch' : nothing}
      .checked=${o.checked}
      ?disabled=${o.disabled}
      aria-describedby=${said(o)}
      @change=${(/** @type {any} */ e) => o.onChange(e.target.checked)}
    />
    <span
      ><label for=${o.id}>${o.label}</label>${o.hint ? html`<small id="${o.id}-hint">${o.hint}</small>` : nothing}${
        o.error ? html`<p class="error" id="${o.id}-error" role="alert">${icon('alert')}${o.error}</p>` : nothing
      }</span
    >
  </div>`;

/**
 * @typedef {{key: string, label: any, align?: 'end', cell?: (row: any) => any, wide?: boolean}} Column
 * @param {{caption: string, columns: Column[], rows: any[], id?: (row: any) => string, onRow?: (row: any) => void, href?: (row: any) => string, empty?: any}} o on a phone each row becomes a card
 */
export const table = (o) =>
  o.rows.length === 0 && o.empty
    ? o.empty
    : html`<div class="tablewrap" tabindex="0" role="region" aria-label=${o.caption}>
        <table class="table">
          <caption class="unseen">
            ${o.caption}
          </caption>
          <thead>
            <tr>
              ${o.columns.map((c) => html`<th scope="col" class=${c.align ?? ''}>${c.label}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${o.rows.map(
              (row) =>
                html`<tr
                  class=${o.onRow || o.href ? 'goes' : ''}
                  @click=${
                    o.onRow
                      ? (/** @type {any} */ e) => {
                          if (!e.target.closest('a,button,input,details')) o.onRow?.(row);
                        }
                      : nothing
                  }
                >
                  ${o.columns.map((c, i) => {
                    const cell = c.cell ? c.cell(row) : row[c.key];
                    return html`<td class="${c.align ?? ''} ${c.wide ? 'wide' : ''}" data-label=${c.label}>
                      <div>
                        ${
                          i === 0 && o.href
                            ? html`<a href=${o.href(row)}>${cell}</a>`
                            : i === 0 && o.onRow
                              ? html`<button class="link" @click=${() => o.onRow?.(row)}>${cell}</button>`
                              : cell
                        }
                      </div>
                    </td>`;
                  })}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;

/** A status: word, picture, colour. @param {string} status @param {string} [word] */
export const badge = (status, word) => {
  const [picture, tone] = look(status);
  return html`<span class="tag ${tone}"
    >${icon(picture)}${word ?? (knows(`status.${status}`) ? t(`status.${status}`) : status)}</span
  >`;
};
/** A word with a colour of one's own choice. @param {'good' | 'info' | 'wait' | 'bad' | 'still'} tone @param {string} picture @param {any} word */
export const tag = (tone, picture, word) => html`<span class="tag ${tone}">${icon(picture)}${word}</span>`;

/** @param {{label: string, items: {id: string, label: any, count?: number}[], active: string, onPick: (id: string) => void}} o arrows move, as in any tab list */
export const tabs = (o) =>
  html`<div
    class="tablist"
    role="tablist"
    aria-label=${o.label}
    @keydown=${(/** @type {KeyboardEvent} */ e) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key],
        list = /** @type {HTMLElement} */ (e.currentTarget);
      if (!step) return;
      const next = o.items[(o.items.findIndex((x) => x.id === o.active) + step + o.items.length) % o.items.length];
      e.preventDefault();
      o.onPick(next.id);
      requestAnimationFrame(() =>
        /** @type {HTMLElement | null} */ (list.querySelector('[aria-selected="true"]'))?.focus(),
      );
    }}
  >
    ${o.items.map(
      (x) =>
        html`<button
          role="tab"
          type="button"
          id="tab-${x.id}"
          aria-selected=${String(x.id === o.active)}
          tabindex=${x.id === o.active ? 0 : -1}
          @click=${() => o.onPick(x.id)}
        >
          ${x.label}${x.count === undefined ? nothing : html`<b class="num">${fmt.number(x.count)}</b>`}
        </button>`,
    )}
  </div>`;

/** @param {{more: boolean, onMore: () => void, busy?: boolean}} o */
export const pager = (o) =>
  o.more ? html`<div class="pager">${button(t('more'), o.onMore, { busy: o.busy })}</div>` : nothing;

/** @param {{title: any, text?: any, action?: any, icon?: string}} o */
export const empty = (o) =>
  html`<div class="nothing">
    ${o.icon ? html`<span class="pic">${icon(o.icon)}</span>` : nothing}
    <h2>${o.title}</h2>
    ${o.text ? html`<p>${o.text}</p>` : nothing}${o.action ?? nothing}
  </div>`;

/** A refusal in the person's language, with what support needs. @param {any} problem @param {{retry?: () => void, title?: string, todo?: string}} [o] */
export const problemBox = (problem, o = {}) =>
  !problem
    ? nothing
    : html`<div class="problem" role="alert">
        ${icon('alert')}
        <div>
          <b>${o.title ?? problem.title ?? problem.message}</b>${
            o.todo || knows(`problem.${problem.code}.todo`)
              ? html`<p>${o.todo ?? t(`problem.${problem.code}.todo`, problem.body)}</p>`
              : problem.detail
                ? html`<p lang="en">${problem.detail}</p>`
                : nothing
          }
          <p class="fine">
            <code>${problem.code ?? ''}</code
            >${problem.retryAfter ? html` · ${t('retryIn', { n: problem.retryAfter })}` : nothing}
          </p>
          <div class="row-of">
            ${o.retry ? button(t('retry'), o.retry, { small: true, icon: 'refresh' }) : nothing}${button(
              t('copyDetails'),
              () =>
                copy(
                  JSON.stringify({
                    at: problem.at,
                    code: problem.code,
                    status: problem.status,
                    traceId: problem.traceId,
                    field: problem.field,
                    detail: problem.detail,
                  }),
                ),
              { small: true, kind: 'quiet', icon: 'copy' },
            )}
          </div>
        </div>
      </div>`;

/** Grey bars in the place of what comes; they show after 300 ms. @param {number} [n] */
export const skeleton = (n = 3) =>
  html`<div class="bones" aria-busy="true" aria-label=${t('loading')}>
    ${Array.from({ length: n }, () => html`<span class="bone"></span>`)}
  </div>`;

/** @param {string} text */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t('copied'), 'good');
  } catch {
    toast(t('copyFailed'), 'bad');
  }
}
/** @param {string} text what is copied @param {any} [shown] what is seen */
export const copyable = (text, shown = text) =>
  html`<span class="copyable"
    ><span class="num">${shown}</span>${button(t('copyOf', { what: text }), () => copy(text), {
      kind: 'quiet',
      only: true,
      small: true,
      icon: 'copy',
    })}</span
  >`;

/** Pairs of a name and a value; a pair without a value is left out. @param {([any, any] | null | false | undefined)[]} pairs */
export const facts = (pairs) =>
  html`<dl class="facts">
    ${pairs.map((pair) =>
      pair && pair[1] !== undefined && pair[1] !== null && pair[1] !== ''
        ? html`<div>
            <dt>${pair[0]}</dt>
            <dd>${pair[1]}</dd>
          </div>`
        : nothing,
    )}
  </dl>`;

/** @param {{label: string, icon?: string, text?: any, kind?: string, items: ({label: any, icon?: string, onPick?: () => any, href?: string, why?: string, pressed?: boolean} | null | false)[]}} o */
export const menu = (o) =>
  html`<details class="menu">
    <summary
      class="btn ${o.kind ?? 'quiet'} ${o.text ? '' : 'icon'}"
      aria-label=${o.text ? nothing : o.label}
      title=${o.label}
    >
      ${icon(o.icon ?? 'more')}${o.text ? html`<span>${o.text}</span>` : nothing}
    </summary>
    <ul>
      ${o.items.map(
        (x) =>
          x &&
          html`<li>
            ${
              x.href
                ? html`<a href=${x.href}>${x.icon ? icon(x.icon) : nothing}<span>${x.label}</span></a>`
                : html`<button
                    type="button"
                    aria-disabled=${x.why ? 'true' : nothing}
                    aria-pressed=${x.pressed === undefined ? nothing : String(x.pressed)}
                    @click=${(/** @type {any} */ e) => {
                      if (x.why) {
                        toast(x.why);
                        return;
                      }
                      e.target.closest('details').open = false;
                      x.onPick?.();
                    }}
                  >
                    ${x.icon ? icon(x.icon) : nothing}<span>${x.label}${
                      x.why ? html`<small>${x.why}</small>` : nothing
                    }</span>${x.pressed ? icon('tick', 'end') : nothing}
                  </button>`
            }
          </li>`,
      )}
    </ul>
  </details>`;

/** The frame of a screen that is read from top to bottom. @param {any} title @param {any} body @param {{actions?: any, lead?: any, wide?: boolean}} [o] */
export const page = (title, body, o = {}) =>
  html`<div class="page ${o.wide ? 'wide' : ''}">
    <header class="pagehead">
      <div>
        <h1 tabindex="-1">${title}</h1>
        ${o.lead ? html`<p>${o.lead}</p>` : nothing}
      </div>
      ${o.actions ? html`<div class="row-of">${o.actions}</div>` : nothing}
    </header>
    ${body}
  </div>`;
/** A block of a page. @param {any} title @param {any} body @param {{actions?: any}} [o] */
export const card = (title, body, o = {}) =>
  html`<section class="card">
    ${
      title
        ? html`<header>
            <h2>${title}</h2>
            ${o.actions ?? nothing}
          </header>`
        : nothing
    }${body}
  </section>`;

// @ts-check
import { html, render, nothing } from '../vendor/lit-html.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { button, field } from './parts.js';

/** @typedef {{state: any, draw: () => void, close: (value?: any) => void, element: HTMLDialogElement, hold: boolean}} Dialog `hold`: Escape does not close now */
/** @type {Set<() => void>} */ const open = new Set();
/** Draws what is open again, as after a change of the language. */
export const redrawDialogs = () => open.forEach((draw) => draw());

/**
 * Asks in a modal dialog. Escape closes it with undefined; the focus goes back to where it came from.
 * @param {(d: Dialog) => any} view @param {{wide?: boolean, state?: any, cls?: string}} [o] @returns {Promise<any>}
 */
export function ask(view, o = {}) {
  return new Promise((answer) => {
    const from = /** @type {HTMLElement | null} */ (document.activeElement);
    const element = document.createElement('dialog');
    element.className = `dialog ${o.wide ? 'wide' : ''} ${o.cls ?? ''}`;
    document.body.append(element);
    let gone = false;
    /** @type {Dialog} */ const d = {
      state: o.state ?? {},
      element,
      hold: false,
      draw: () => {
        if (!gone) render(view(d), element);
      },
      close: (value) => {
        if (gone) return;
        gone = true;
        open.delete(d.draw);
        element.close();
        element.remove();
        from?.isConnected && from.focus();
        answer(value);
      },
    };
    element.addEventListener('cancel', (e) => {
      e.preventDefault();
      if (!d.hold) d.close();
    });
    element.addEventListener('pointerdown', (e) => {
      if (e.target === element && !d.hold && o.cls === 'palette') d.close();
    });
    open.add(d.draw);
    d.draw();
    const name = element.querySelector('h2');
    if (name) {
      name.id ||= `dialog-${Math.random().toString(36).slice(2)}`;
      element.setAttribute('aria-labelledby', name.id);
    }
    element.showModal();
    if (o.cls !== 'signer')
      /** @type {HTMLElement | null} */ (
        element.querySelector(
          '[autofocus], .dbody textarea, .dbody input:not([type="checkbox"]), .dbody select, .dfoot .btn.main',
        )
      )?.focus();
  });
}

/** Title, content and buttons of a dialog. @param {Dialog} d @param {{title: any, body: any, buttons?: any, lead?: any}} o */
export const frame = (d, o) =>
  html`<header class="dhead">
      <div>
        <h2>${o.title}</h2>
        ${o.lead ? html`<p>${o.lead}</p>` : nothing}
      </div>
      <button
        class="btn quiet icon"
        type="button"
        aria-label=${t('close')}
        ?disabled=${d.hold}
        @click=${() => d.close()}
      >
        ${icon('close')}
      </button>
    </header>
    <div class="dbody">${o.body}</div>
    ${o.buttons ? html`<footer class="dfoot">${o.buttons}</footer>` : nothing}`;

/** @param {{title: any, text?: any, yes: string, no?: string, danger?: boolean}} o @returns {Promise<boolean>} */
export const confirm = (o) =>
  ask((d) =>
    frame(d, {
      title: o.title,
      body: o.text ? html`<p>${o.text}</p>` : nothing,
      buttons: html`${button(o.no ?? t('cancel'), () => d.close(false))}${button(o.yes, () => d.close(true), {
        kind: o.danger ? 'danger' : 'main',
      })}`,
    }),
  ).then(Boolean);

/** Asks for a reason, which is required. @param {{title: any, text?: any, label: string, yes: string, danger?: boolean, max?: number}} o @returns {Promise<string | undefined>} */
export const askReason = (o) =>
  ask(
    (d) =>
      html`<form
        class="dform"
        @submit=${(/** @type {Event} */ e) => {
          e.preventDefault();
          const reason = (d.state.reason ?? '').replace(/\s+/g, ' ').trim();
          if (reason) d.close(reason);
          else {
            d.state.error = t('needed');
            d.draw();
            d.element.querySelector('textarea')?.focus();
          }
        }}
      >
        ${frame(d, {
          title: o.title,
          lead: o.text,
          body: field({
            id: 'reason',
            label: o.label,
            rows: 4,
            maxlength: o.max ?? 2000,
            value: d.state.reason,
            error: d.state.error,
            required: true,
            onInput: (v) => {
              d.state.reason = v;
              if (d.state.error) {
                d.state.error = '';
                d.draw();
              }
            },
          }),
          buttons: html`${button(t('cancel'), () => d.close())}${button(o.yes, null, {
            kind: o.danger ? 'danger' : 'main',
            type: 'submit',
          })}`,
        })}
      </form>`,
  );

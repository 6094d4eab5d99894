// @ts-check
import { html, render, nothing } from '../vendor/lit-html.js';
import { icon } from './icons.js';
import { t } from './i18n.js';

/** @type {{id: number, text: any, kind: string, act?: {label: string, run: () => void}}[]} */ let shown = [];
let next = 1;

/** A short word at the edge of the screen; an error stays until it is closed. @param {any} text @param {'plain' | 'good' | 'bad'} [kind] @param {{label: string, run: () => void}} [act] */
export function toast(text, kind = 'plain', act) {
  const id = next++;
  shown = [...shown.slice(-3), { id, text, kind, act }];
  draw();
  if (kind !== 'bad') setTimeout(() => close(id), act ? 12_000 : 6_000);
}
const close = (/** @type {number} */ id) => {
  shown = shown.filter((x) => x.id !== id);
  draw();
};

function draw() {
  const into = document.getElementById('toasts');
  if (into)
    render(
      shown.map(
        (x) =>
          html`<div class="toast ${x.kind}">
            ${x.kind === 'plain' ? nothing : icon(x.kind === 'good' ? 'tick' : 'alert')}<span>${x.text}</span>${
              x.act
                ? html`<button
                    class="link"
                    @click=${() => {
                      x.act?.run();
                      close(x.id);
                    }}
                  >
                    ${x.act.label}
                  </button>`
                : nothing
            }
            <button class="btn quiet icon small" aria-label=${t('close')} @click=${() => close(x.id)}>
              ${icon('close')}
            </button>
          </div>`,
      ),
      into,
    );
}

/** Tells a screen reader, and nobody else. @param {string} text */
export function say(text) {
  const at = document.getElementById('say');
  if (at) at.textContent = text;
}

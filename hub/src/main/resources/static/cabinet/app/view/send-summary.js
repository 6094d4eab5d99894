// @ts-check
import { html, nothing } from '../../vendor/lit-html.js';
import { icon } from '../icons.js';
import { button } from '../parts.js';
import { nameOf } from '../store/parties.js';
import { EXCLUDED, faultsOf } from './send-terms.js';

/** What the tariff leaves, before and after. @param {any} ctx @param {number} docs */
export function tariffLine(ctx, docs) {
  const { t, fmt } = ctx, left = ctx.state.left;
  if (left === undefined) return nothing;
  if (left === null) return html`<div class="quota"><span>${t('left')}</span><b>${t('unlimited')}</b></div>`;
  const short = docs > left;
  return html`<div class="quota ${short ? 'short' : ''}"><span>${t('left')}</span><b class="num">${fmt.number(left)}${docs ? html` <span aria-hidden="true">→</span><span class="unseen">${t('then')}</span> ${fmt.number(Math.max(0, left - docs))}` : nothing}</b>
    ${short ? html`<p class="note bad">${icon('alert')}<span>${t('leftShort', { n: left })} <a href="/money">${t('topUp')}</a></span></p>` : nothing}</div>`;
}

/** @param {any} ctx @param {() => void} go */
export function summary(ctx, go) {
  const s = ctx.state, { t, fmt } = ctx, docs = s.files.length, size = s.files.reduce((/** @type {number} */ sum, /** @type {any} */ f) => sum + f.size, 0);
  const faults = s.tried ? faultsOf(ctx) : [], far = s.parties.filter((/** @type {any} */ p) => p.state !== 'CONNECTED').length;
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  return html`<aside class="card summary" aria-label=${t('check')}><h2><span class="no" aria-hidden="true">4</span>${t('check')}</h2>
    <dl class="sums"><div><dt>${t('documents')}</dt><dd class="num">${fmt.number(docs)}</dd></div>
      <div><dt>${t('parties')}</dt><dd class="num">${fmt.number(s.parties.length)}</dd></div>
      ${docs > 0 ? html`<div><dt>${t('size')}</dt><dd class="num">${fmt.bytes(size)}</dd></div>` : nothing}</dl>
    ${s.parties.length && s.parties.length <= 4 ? html`<ul class="fine towhom">${s.parties.map((/** @type {any} */ p) => html`<li>${nameOf(p)}</li>`)}</ul>` : nothing}
    ${tariffLine(ctx, docs)}
    ${far ? html`<p class="note wait">${icon('clock')}<span>${t('farShort', { n: far })}</span></p>` : nothing}
    ${EXCLUDED.has(s.terms.type) ? html`<p class="note wait">${icon('alert')}<span>${t('excludedShort')}</span></p>` : nothing}
    ${faults.length ? html`<ul class="faults" role="alert">${faults.map((f) => html`<li><a href="#${f.at}" @click=${(/** @type {Event} */ e) => { e.preventDefault(); document.getElementById(f.at)?.focus(); }}>${f.text}</a></li>`)}</ul>` : nothing}
    ${button(t('signAndSend'), null, { kind: 'main', icon: 'sign', type: 'submit', key: 'Control+Enter Meta+Enter', id: 'go' })}
    <p class="fine hint"><kbd>${mac ? '⌘' : 'Ctrl'} Enter</kbd> ${t('oneSigning')}</p></aside>`;
}

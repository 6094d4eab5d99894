// @ts-check
// What is asked of the recipients and said of all documents; what stands in the way of sending, and what it costs.
import { html, nothing } from '../../vendor/lit-html.js';
import { icon } from '../icons.js';
import { button, check, field, select } from '../parts.js';
import { nameOf } from '../store/parties.js';
import { TYPES } from '../store/types.js';
import { step } from './send-files.js';

/** Codes of the catalogue; those that the law of a country may exclude from electronic signing only warn (clause 7.12). */
export const EXCLUDED = new Set(['NOTARIAL_DEED', 'REAL_ESTATE_DEED']);

/** A sum as it was typed, as an exact decimal; '' for none. @param {string} typed */
export const amountOf = (typed) => {
  const plain = typed.replace(/\s/g, '').replace(',', '.');
  if (!/^\d{1,15}(\.\d{1,2})?$/.test(plain)) return '';
  const [whole, cents = ''] = plain.split('.');
  return `${whole.replace(/^0+(?=\d)/, '')}.${cents.padEnd(2, '0')}`;
};

/** The end of a day in Kazakhstan. @param {string} day 2026-11-22 */
export const endOf = (day) => `${day}T23:59:59+05:00`;

/** The metadata part of one document. @param {any} f a file with its details @param {any[]} to @param {any} terms */
export function metadataOf(f, to, terms) {
  const amount = amountOf(f.amount ?? '');
  const details = {
    number: f.number?.trim() || undefined,
    date: f.date || undefined,
    amount: amount ? { amount, currency: 'KZT' } : undefined,
    governingLaw: terms.law?.trim() || undefined,
  };
  return {
    title: f.title.trim(),
    documentType: terms.type || undefined,
    fileName: f.name.replace(/^.*[\\/]/, '').slice(-255),
    mediaType: f.file?.type || undefined,
    recipients: to.map((/** @type {any} */ p) => ({ country: p.country, taxId: p.taxId })),
    response: terms.sign
      ? {
          required: 'SIGNATURE',
          order: to.length > 1 ? terms.order : 'PARALLEL',
          deadline: terms.deadline ? endOf(terms.deadline) : undefined,
        }
      : undefined,
    details: Object.values(details).some((x) => x !== undefined) ? details : undefined,
  };
}

/** Where to go and what is wrong there. @param {any} ctx @returns {{at: string, text: string}[]} */
export function faultsOf(ctx) {
  const s = ctx.state,
    { t } = ctx,
    /** @type {{at: string, text: string}[]} */ faults = [];
  if (!s.files.length) faults.push({ at: 'files', text: t('needFile') });
  if (s.files.some((/** @type {any} */ f) => !f.file))
    faults.push({ at: 'files', text: t('needAgain', { n: s.files.filter((/** @type {any} */ f) => !f.file).length }) });
  if (s.files.some((/** @type {any} */ f) => f.file && f.empty)) faults.push({ at: 'files', text: t('emptyFile') });
  if (s.files.some((/** @type {any} */ f) => !f.title.trim())) faults.push({ at: 'files', text: t('needTitle') });
  if (s.files.some((/** @type {any} */ f) => f.amount && !amountOf(f.amount)))
    faults.push({ at: 'files', text: t('wrongAmount') });
  if (!s.parties.length && !s.emails.length) faults.push({ at: 'seek', text: t('needParty') });
  if (s.terms.sign && s.terms.deadline && Date.parse(endOf(s.terms.deadline)) < Date.now())
    faults.push({ at: 'deadline', text: t('pastDeadline') });
  return faults;
}

/** @param {any} ctx @param {(ctx: any) => void} changed */
export function termsCard(ctx, changed) {
  const s = ctx.state,
    { t, fmt } = ctx,
    terms = s.terms;
  const put = (/** @type {string} */ key) => (/** @type {any} */ value) => {
    terms[key] = value;
    changed(ctx);
  };
  const past = s.tried && faultsOf(ctx).some((f) => f.at === 'deadline');
  return step(
    3,
    t('terms'),
    html`<div class="two">
        ${select({
          id: 'type',
          label: t('type'),
          value: terms.type,
          options: TYPES.map((value) => ({ value, label: t(`type.${value || 'none'}`) })),
          onChange: put('type'),
        })}
        ${field({
          id: 'law',
          label: t('law'),
          value: terms.law,
          maxlength: 200,
          hint: t('lawHint'),
          list: 'laws',
          onInput: put('law'),
        })}
        <datalist id="laws">
          ${[t('law.kz'), t('law.party')].map((law) => html`<option value=${law}></option>`)}
        </datalist>
      </div>
      ${
        EXCLUDED.has(terms.type)
          ? html`<p class="note wait" role="status">${icon('alert')}<span>${t('excluded')}</span></p>`
          : nothing
      }
      ${check({
        id: 'sign',
        label: t('needSignature'),
        hint: t('needSignatureHint'),
        checked: terms.sign,
        onChange: put('sign'),
      })}
      ${
        terms.sign
          ? html`<div class="two">
              ${field({
                id: 'deadline',
                type: 'date',
                label: t('deadline'),
                value: terms.deadline,
                min: fmt.iso(Date.now()),
                hint: t('deadlineHint'),
                error: past ? t('pastDeadline') : '',
                onChange: put('deadline'),
              })}
              ${
                s.parties.length > 1
                  ? select({
                      id: 'order',
                      label: t('order'),
                      value: terms.order,
                      options: ['PARALLEL', 'SEQUENTIAL'].map((value) => ({ value, label: t(`order.${value}`) })),
                      hint: terms.order === 'SEQUENTIAL' ? t('orderHint') : undefined,
                      onChange: put('order'),
                    })
                  : nothing
              }
            </div>`
          : nothing
      }`,
  );
}

/** What the tariff leaves, before and after. @param {any} ctx @param {number} docs */
export function tariffLine(ctx, docs) {
  const { t, fmt } = ctx,
    left = ctx.state.left;
  if (left === undefined) return nothing;
  if (left === null) return html`<div class="quota"><span>${t('left')}</span><b>${t('unlimited')}</b></div>`;
  const short = docs > left;
  return html`<div class="quota ${short ? 'short' : ''}">
    <span>${t('left')}</span
    ><b class="num"
      >${fmt.number(left)}${
        docs
          ? html` <span aria-hidden="true">→</span
              ><span class="unseen">${t('then')}</span> ${fmt.number(Math.max(0, left - docs))}`
          : nothing
      }</b
    >
    ${
      short
        ? html`<p class="note bad">
            ${icon('alert')}<span>${t('leftShort', { n: left })} <a href="/money">${t('topUp')}</a></span>
          </p>`
        : nothing
    }
  </div>`;
}

/** @param {any} ctx @param {() => void} go */
export function summary(ctx, go) {
  const s = ctx.state,
    { t, fmt } = ctx,
    docs = s.files.length,
    size = s.files.reduce((/** @type {number} */ sum, /** @type {any} */ f) => sum + f.size, 0);
  const faults = s.tried ? faultsOf(ctx) : [],
    far = s.parties.filter((/** @type {any} */ p) => p.state !== 'CONNECTED').length;
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  return html`<aside class="card summary" aria-label=${t('check')}>
    <h2><span class="no" aria-hidden="true">4</span>${t('check')}</h2>
    <dl class="sums">
      <div>
        <dt>${t('documents')}</dt>
        <dd class="num">${fmt.number(docs)}</dd>
      </div>
      <div>
        <dt>${t('parties')}</dt>
        <dd class="num">${fmt.number(s.parties.length)}</dd>
      </div>
      ${
        s.emails.length
          ? html`<div>
              <dt>${t('byLink')}</dt>
              <dd class="num">${fmt.number(s.emails.length)}</dd>
            </div>`
          : nothing
      }
      ${
        docs > 0
          ? html`<div>
              <dt>${t('size')}</dt>
              <dd class="num">${fmt.bytes(size)}</dd>
            </div>`
          : nothing
      }
    </dl>
    ${
      s.parties.length && s.parties.length <= 4
        ? html`<ul class="fine towhom">
            ${s.parties.map((/** @type {any} */ p) => html`<li>${nameOf(p)}</li>`)}
          </ul>`
        : nothing
    }
    ${tariffLine(ctx, docs)}
    ${far ? html`<p class="note wait">${icon('clock')}<span>${t('farShort', { n: far })}</span></p>` : nothing}
    ${
      EXCLUDED.has(s.terms.type)
        ? html`<p class="note wait">${icon('alert')}<span>${t('excludedShort')}</span></p>`
        : nothing
    }
    ${
      faults.length
        ? html`<ul class="faults" role="alert">
            ${faults.map(
              (f) =>
                html`<li>
                  <a
                    href="#${f.at}"
                    @click=${(/** @type {Event} */ e) => {
                      e.preventDefault();
                      document.getElementById(f.at)?.focus();
                    }}
                    >${f.text}</a
                  >
                </li>`,
            )}
          </ul>`
        : nothing
    }
    ${button(t('signAndSend'), null, {
      kind: 'main',
      icon: 'sign',
      type: 'submit',
      key: 'Control+Enter Meta+Enter',
      id: 'go',
    })}
    <p class="fine hint"><kbd>${mac ? '⌘' : 'Ctrl'} Enter</kbd> ${t('oneSigning')}</p>
  </aside>`;
}

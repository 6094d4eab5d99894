// @ts-check
// Money that came and whose it is. Arrows move, Enter says whose (clauses 6.4, 6.5).
import { html, nothing } from '../../vendor/lit-html.js';
import { badge, button, empty, select, tag } from '../parts.js';
import { api } from '../door.js';
import { askForm, run } from './form.js';

const STATES = ['UNMATCHED', 'OVERDUE', 'CREDITED', ''];
/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  s.state ??= 'UNMATCHED';
  s.items = (await ctx.api.get(`/v1/admin/payments?limit=200${s.state ? `&state=${s.state}` : ''}`)).items;
  s.at = Math.min(s.at ?? 0, Math.max(0, s.items.length - 1));
}

/** @param {any} ctx @param {any} s @param {any} p */
async function match(ctx, s, p) {
  const { t } = ctx;
  if (p.state === 'CREDITED') return;
  const done = await askForm(ctx, {
    title: t('whose'),
    lead: html`${ctx.fmt.money(p.amount)} · ${p.payerName ?? '—'}<br /><small>${p.purpose ?? ''}</small>`,
    yes: t('credit'),
    fields: [
      {
        name: 'invoice',
        label: t('byInvoice'),
        value: /\b\d{11}\b/.exec(p.purpose ?? '')?.[0] ?? '',
        inputmode: 'numeric',
        maxlength: 11,
      },
      { name: 'taxId', label: t('orTaxId'), value: p.payerTaxId ?? '', hint: t('matchHint'), maxlength: 40 },
    ],
    send: (v, o) =>
      api.post(
        `/v1/admin/payments/${p.id}/match`,
        v.invoice ? { invoice: v.invoice.trim() } : { taxId: v.taxId.trim() },
        o,
      ),
  });
  if (done)
    await run(
      ctx,
      async () => {
        await open(ctx, s);
        return true;
      },
      t('credited'),
    );
}
/** @param {any} ctx @param {any} s */
async function upload(ctx, s) {
  const input = document.createElement('input');
  input.type = 'file';
  input.onchange = () => {
    const file = input.files?.[0];
    if (file)
      run(
        ctx,
        async () => {
          s.statement = await ctx.api.post('/v1/admin/bank-statements', file, {
            headers: { 'Content-Type': 'application/octet-stream' },
          });
          await open(ctx, s);
          return s.statement;
        },
        ctx.t('imported'),
      );
  };
  input.click();
}
export const actions = (/** @type {any} */ ctx, /** @type {any} */ s) =>
  button(ctx.t('uploadStatement'), () => upload(ctx, s), { kind: 'main', icon: 'upload' });

/** @param {any} ctx @param {any} s */
function keys(ctx, s) {
  return (/** @type {KeyboardEvent} */ e) => {
    const to = { ArrowDown: s.at + 1, ArrowUp: s.at - 1, Home: 0, End: s.items.length - 1 }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    s.at = Math.min(s.items.length - 1, Math.max(0, to));
    ctx.draw();
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        /** @type {HTMLElement | null} */ (document.querySelector('.receipts [tabindex="0"]'))?.focus(),
      ),
    );
  };
}
/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx,
    st = s.statement;
  const line = (/** @type {any} */ p, /** @type {number} */ i) =>
    html`<li>
      <button
        type="button"
        tabindex=${i === s.at ? 0 : -1}
        aria-disabled=${p.state === 'CREDITED' ? 'true' : 'false'}
        @focus=${() => {
          s.at = i;
        }}
        @click=${() => match(ctx, s, p)}
      >
        <span class="words"
          ><b>${p.payerName ?? t('payerUnknown')}</b> <small class="num">${p.payerTaxId ?? ''}</small
          ><span>${p.purpose ?? ''}</span
          ><span class="row-of"
            >${badge(p.state, t(`payment.${p.state}`))}${
              p.reason ? html`<small>${t(`why.${p.reason}`)}</small>` : nothing
            }${p.invoice ? html`<small class="num">${t('toInvoice', { number: p.invoice })}</small>` : nothing}</span
          ></span
        >
        <span class="endwise"
          ><b class="num">${fmt.money(p.amount)}</b><time datetime=${p.receivedAt}>${fmt.date(p.receivedAt)}</time
          ><small class="num">${t(`method.${p.method}`)} ${p.documentNumber}</small></span
        >
      </button>
    </li>`;
  return html`${
    st
      ? html`<p class="note">
          ${tag(
            'good',
            'tick',
            t('statementDone', {
              lines: st.lines,
              credited: st.credited,
              unmatched: st.unmatched,
              repeated: st.repeated,
            }),
          )}
        </p>`
      : nothing
  }
  ${select({
    id: 'payment-state',
    label: t('show'),
    value: s.state,
    options: STATES.map((x) => ({ value: x, label: t(x ? `payment.${x}` : 'all') })),
    onChange: (v) =>
      run(ctx, async () => {
        s.state = v;
        await open(ctx, s);
      }),
  })}
  ${
    s.items.length
      ? html`<p class="fine keyhint">${t('matchKeys')}</p>
          <ul class="receipts" @keydown=${keys(ctx, s)}>
            ${s.items.map(line)}
          </ul>`
      : empty({ icon: 'money', title: t('noPayments') })
  }`;
}

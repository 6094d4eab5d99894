// @ts-check
// Invoices for payment, and paying by card.
import { html, nothing } from '../../vendor/lit-html.js';
import { badge, button, copyable, empty, facts, field, menu, pager, problemBox, select, table } from '../parts.js';
import { confirm, frame } from '../dialog.js';
import { newKey } from '../door.js';
import { save } from '../save.js';
import { amount } from '../store/money.js';

/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  const page = await ctx.api.get('/v1/invoices?limit=50');
  Object.assign(s, { items: page.items, next: page.next });
}

/** @param {any} ctx @param {any} s */
async function more(ctx, s) {
  const page = await ctx.api.get(`/v1/invoices?limit=50&below=${s.next}`);
  s.items.push(...page.items);
  s.next = page.next;
  ctx.draw();
}

/**
 * Asks how much and how; makes the invoice or leads to the acquirer's page. The key is one for all tries, so that a repeat makes nothing twice.
 * @param {any} ctx @param {{tariff?: any}} [o] @returns {Promise<boolean>} an invoice was made
 */
export async function topUp(ctx, o = {}) {
  const { t, fmt, api } = ctx,
    key = newKey();
  const made = await ctx.ask((/** @type {any} */ d) => {
    const s = d.state,
      typed = () => amount(s.sum ?? ''),
      wrong = s.tried && !o.tariff && !typed() ? t('sumWrong') : '';
    const go = async (/** @type {Event} */ e) => {
      e.preventDefault();
      s.tried = true;
      if (!o.tariff && !typed()) {
        d.draw();
        d.element.querySelector('#sum')?.focus();
        return;
      }
      Object.assign(s, { busy: true, problem: null });
      d.draw();
      const what =
        o.tariff && s.way !== 'card'
          ? { tariff: o.tariff.tariff }
          : { amount: o.tariff ? o.tariff.price : { amount: typed(), currency: 'KZT' } };
      try {
        if (s.way === 'card') {
          const paid = await api.post('/v1/card-payments', { ...what, scheme: s.scheme ?? 'VISA' }, { key });
          if (paid.page) location.assign(paid.page);
          else d.close(null);
        } else d.close(await api.post('/v1/invoices', what, { key }));
      } catch (failed) {
        Object.assign(s, { busy: false, problem: failed });
        d.draw();
      }
    };
    return html`<form class="dform" @submit=${go}>
      ${frame(d, {
        title: o.tariff ? t('payTariff', { name: o.tariff.shown }) : t('topUp'),
        lead: o.tariff ? fmt.money(o.tariff.price) : nothing,
        body: html`${
            o.tariff
              ? nothing
              : field({
                  id: 'sum',
                  label: t('sum'),
                  inputmode: 'decimal',
                  value: s.sum,
                  required: true,
                  error: wrong,
                  hint: t('sumHint'),
                  onInput: (v) => {
                    s.sum = v;
                    if (s.tried) d.draw();
                  },
                })
          }
          <fieldset class="ways">
            <legend>${t('way')}</legend>
            ${['invoice', 'card'].map(
              (way) =>
                html`<label
                  ><input
                    type="radio"
                    name="way"
                    value=${way}
                    ?checked=${(s.way ?? 'invoice') === way}
                    @change=${() => {
                      s.way = way;
                      d.draw();
                    }}
                  /><span><b>${t(`way.${way}`)}</b><small>${t(`way.${way}.hint`)}</small></span></label
                >`,
            )}
          </fieldset>
          ${
            s.way === 'card'
              ? select({
                  id: 'scheme',
                  label: t('scheme'),
                  value: s.scheme ?? 'VISA',
                  options: [
                    { value: 'VISA', label: 'Visa' },
                    { value: 'MASTERCARD', label: 'Mastercard' },
                  ],
                  onChange: (v) => {
                    s.scheme = v;
                  },
                })
              : nothing
          }
          ${problemBox(s.problem)}`,
        buttons: html`${button(t('cancel'), () => d.close())}${button(
          s.way === 'card' ? t('toBank') : t('makeInvoice'),
          null,
          { kind: 'main', type: 'submit', busy: s.busy },
        )}`,
      })}
    </form>`;
  });
  if (!made) return false;
  ctx.toast(t('invoiceMade', { number: made.number }), 'good');
  await show(ctx, made);
  return true;
}

/** @param {any} ctx @param {any} i */
const pdf = (ctx, i) =>
  save(`/v1/invoices/${i.number}`, 'application/pdf', `invoice-${i.number}.pdf`).catch((/** @type {any} */ failed) =>
    ctx.toast(failed.title ?? String(failed), 'bad'),
  );

/** The details to pay by, each to be copied. @param {any} ctx @param {any} i */
export const show = (ctx, i) =>
  ctx.ask(
    (/** @type {any} */ d) => {
      const { t, fmt } = ctx,
        p = i.payee;
      return frame(d, {
        title: t('invoiceNo', { number: i.number }),
        lead: html`${badge(i.state, t(`invoice.${i.state}`))} ${fmt.money(i.amount)}`,
        body: html`${facts([
            [t('payee'), p.name],
            [fmt.taxId(p.taxId).split(/\s/)[0], copyable(p.taxId)],
            [t('iban'), p.iban && copyable(p.iban)],
            [t('bank'), p.bank],
            [t('bic'), p.bic && copyable(p.bic)],
            [t('kbe'), p.kbe],
            [t('knp'), p.knp],
            [t('purpose'), copyable(i.purpose)],
            [t('vat'), i.vat && `${fmt.money(i.vat)} (${i.vatPercent} %)`],
            [t('payBefore'), fmt.date(`${i.payBefore}T12:00:00+05:00`)],
          ])}
          <p class="fine">${i.note}</p>`,
        buttons: html`${button(t('page'), () => window.open(`/v1/invoices/${i.number}`, '_blank', 'noopener'), {
          icon: 'file',
        })}${button('PDF', () => pdf(ctx, i), { kind: 'main', icon: 'download' })}`,
      });
    },
    { wide: true },
  );

/** @param {any} ctx @param {any} s @param {any} i */
async function cancel(ctx, s, i) {
  if (
    !(await confirm({
      title: ctx.t('cancelInvoice', { number: i.number }),
      text: ctx.t('cancelInvoiceText'),
      yes: ctx.t('cancelIt'),
      danger: true,
    }))
  )
    return;
  try {
    await ctx.api.post(`/v1/invoices/${i.number}/cancellation`);
    await open(ctx, s);
  } catch (failed) {
    ctx.toast(/** @type {any} */ (failed).title, 'bad');
  }
  ctx.draw();
}

/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx;
  if (!s.items.length) return empty({ icon: 'file', title: t('noInvoices'), text: t('noInvoicesText') });
  return html`${table({
    caption: t('tab.invoices'),
    rows: s.items,
    onRow: (i) => show(ctx, i),
    columns: [
      { key: 'number', label: t('number'), cell: (i) => html`<span class="num">${i.number}</span>` },
      { key: 'issuedAt', label: t('issued'), cell: (i) => fmt.date(i.issuedAt) },
      { key: 'state', label: t('state'), cell: (i) => badge(i.state, t(`invoice.${i.state}`)) },
      { key: 'amount', label: t('sum'), align: 'end', cell: (i) => fmt.money(i.amount) },
      {
        key: 'acts',
        label: '',
        cell: (i) =>
          menu({
            label: t('more.of', { what: i.number }),
            items: [
              { label: t('details'), icon: 'info', onPick: () => show(ctx, i) },
              { label: 'PDF', icon: 'download', onPick: () => pdf(ctx, i) },
              i.state === 'ISSUED' && { label: t('cancelIt'), icon: 'close', onPick: () => cancel(ctx, s, i) },
            ],
          }),
      },
    ],
  })}
  ${pager({ more: Boolean(s.next), onMore: () => more(ctx, s) })}`;
}

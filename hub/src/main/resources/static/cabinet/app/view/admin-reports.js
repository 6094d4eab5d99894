// @ts-check
// Reports: sums of entries and nothing else, each as CSV too.
import { html, nothing } from '../../vendor/lit-html.js';
import { button, empty, field, table, tabs } from '../parts.js';
import { save } from '../save.js';
import { run } from './form.js';

const REPORTS = ['revenue', 'vat', 'suspense', 'balances'];
/** @param {any} s */
const path = (s) =>
  `/v1/admin/reports/${s.name}${s.name === 'revenue' ? `?from=${s.from}&to=${s.to}` : s.name === 'vat' ? `?period=${s.period}` : ''}`;
/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  const today = ctx.fmt.iso(Date.now());
  s.name ??= 'revenue';
  s.from ??= `${today.slice(0, 8)}01`;
  s.to ??= today;
  s.period ??= today.slice(0, 7);
  s.data = await ctx.api.get(path(s));
  s.shown = s.name;
}
export const actions = (/** @type {any} */ ctx, /** @type {any} */ s) =>
  button('CSV', () => run(ctx, () => save(path(s), 'text/csv', `${s.name}.csv`)), { icon: 'download' });

/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx,
    set = (/** @type {any} */ change) =>
      run(ctx, async () => {
        Object.assign(s, change);
        await open(ctx, s);
      }),
    date = (/** @type {string} */ d) => fmt.date(`${d}T12:00:00+05:00`);
  const sums = (/** @type {any} */ x) => Object.entries(x).map(([key, m]) => ({ key, m }));
  const keys = (/** @type {any[]} */ rows) => (rows.length ? Object.keys(rows[0].sums) : []);
  const none = empty({ icon: 'chart', title: t('noRows') });
  const bodies = /** @type {Record<string, () => any>} */ ({
    revenue: () =>
      html`${table({
        caption: t('report.revenue'),
        rows: s.data.rows,
        empty: none,
        columns: [
          { key: 'day', label: t('day'), cell: (r) => date(r.day) },
          {
            key: 'product',
            label: t('product'),
            cell: (r) => (t(`product.${r.product}`) === `product.${r.product}` ? r.product : t(`product.${r.product}`)),
          },
          ...keys(s.data.rows).map((k) => ({
            key: k,
            label: t(`sum.${k}`),
            align: /** @type {'end'} */ ('end'),
            cell: (/** @type {any} */ r) => value(fmt, r.sums[k]),
          })),
        ],
      })}${total(sums(s.data.total))}`,
    vat: () =>
      html`${table({
        caption: t('report.vat'),
        rows: s.data.rows,
        empty: none,
        columns: [
          { key: 'day', label: t('day'), cell: (r) => date(r.day) },
          { key: 'percent', label: t('rateWord'), align: 'end', cell: (r) => `${r.percent} %` },
          { key: 'turnover', label: t('turnover'), align: 'end', cell: (r) => fmt.money(r.turnover) },
          { key: 'vat', label: t('vat'), align: 'end', cell: (r) => fmt.money(r.vat) },
        ],
      })}${total([
        { key: 'turnover', m: s.data.turnover },
        { key: 'vat', m: s.data.vat },
      ])}`,
    suspense: () =>
      html`${table({
        caption: t('report.suspense'),
        rows: s.data.rows,
        empty: none,
        columns: [
          { key: 'since', label: t('since'), cell: (r) => fmt.dateTime(r.since) },
          { key: 'hours', label: t('hours'), align: 'end', cell: (r) => fmt.number(r.hours) },
          { key: 'memo', label: t('memo'), wide: true },
          { key: 'amount', label: t('sum'), align: 'end', cell: (r) => fmt.money(r.amount) },
        ],
      })}${total([{ key: 'all', m: s.data.total }])}`,
    balances: () =>
      html`${total([
        { key: 'prepaid', m: s.data.prepaid },
        { key: 'bonus', m: s.data.bonus },
      ])}${table({
        caption: t('report.balances'),
        rows: s.data.lines,
        columns: [
          { key: 'account', label: t('account'), cell: (r) => html`<code>${r.account}</code>` },
          { key: 'unit', label: t('unit') },
          { key: 'accounts', label: t('accounts'), align: 'end', cell: (r) => fmt.number(r.accounts) },
          { key: 'amount', label: t('sum'), align: 'end', cell: (r) => fmt.number(r.amount) },
        ],
      })}`,
  });
  const total = (/** @type {any[]} */ rows) =>
    html`<dl class="ends">
      ${rows.map(
        (r) =>
          html`<div>
            <dt>${t(`sum.${r.key}`)}</dt>
            <dd class="num">${value(fmt, r.m)}</dd>
          </div>`,
      )}
    </dl>`;
  return html`${tabs({
      label: t('topic.reports'),
      items: REPORTS.map((id) => ({ id, label: t(`report.${id}`) })),
      active: s.name,
      onPick: (name) => set({ name }),
    })}
    <div role="tabpanel" aria-labelledby="tab-${s.name}">
      ${
        s.name === 'revenue'
          ? html`<div class="period">
              ${field({
                id: 'from',
                type: 'date',
                label: t('from'),
                value: s.from,
                max: s.to,
                onChange: (from) => from && set({ from }),
              })}${field({
                id: 'to',
                type: 'date',
                label: t('to'),
                value: s.to,
                min: s.from,
                onChange: (to) => to && set({ to }),
              })}
            </div>`
          : s.name === 'vat'
            ? html`<div class="period">
                ${field({
                  id: 'period',
                  type: 'month',
                  label: t('month'),
                  value: s.period,
                  onChange: (period) => period && set({ period }),
                })}
              </div>`
            : nothing
      }
      ${s.shown === s.name ? bodies[s.name]() : nothing}
    </div>`;
}
/** @param {any} fmt @param {any} x */
const value = (fmt, x) => (x?.amount !== undefined ? fmt.money(x) : fmt.number(x ?? 0));

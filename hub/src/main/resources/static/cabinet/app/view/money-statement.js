// @ts-check
// The account's statement: opening and closing balance, and what moved it.
import { html } from '../../vendor/lit-html.js';
import { button, empty, field, table } from '../parts.js';
import { save } from '../save.js';
import { plusDays } from '../store/money.js';

/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  s.to ??= ctx.fmt.iso(Date.now());
  s.from ??= plusDays(s.to, -30);
  s.it = await ctx.api.get(`/v1/statements?from=${s.from}&to=${s.to}`);
}
/** @param {any} ctx @param {any} s @param {'from' | 'to'} end @param {string} day */
async function move(ctx, s, end, day) {
  if (!day || s[end] === day) return;
  const before = s[end];
  s[end] = day;
  s.wrong = s.from > s.to ? ctx.t('periodWrong') : '';
  if (!s.wrong)
    try {
      await open(ctx, s);
    } catch (failed) {
      s[end] = before;
      s.wrong = /** @type {any} */ (failed).detail ?? /** @type {any} */ (failed).title;
    }
  ctx.draw();
}

/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx,
    it = s.it,
    date = (/** @type {string} */ d) => fmt.date(`${d}T12:00:00+05:00`);
  const get = (/** @type {string} */ type, /** @type {string} */ end) =>
    save(`/v1/statements?from=${s.from}&to=${s.to}`, type, `statement-${s.from}-${s.to}.${end}`).catch(
      (/** @type {any} */ failed) => ctx.toast(failed.title ?? String(failed), 'bad'),
    );
  const minus = (/** @type {any} */ m) =>
    html`<span class=${m.amount.startsWith('-') ? '' : 'plus'}
      >${m.amount.startsWith('-') ? '' : '+'}${fmt.money(m)}</span
    >`;
  const kind = (/** @type {string} */ k) => (t(`kind.${k}`) === `kind.${k}` ? k : t(`kind.${k}`));
  const about = (/** @type {any} */ l) => {
    const [first, no] = String(l.memo ?? '').split(' '),
      tariff = ctx.state.tariffs.find((/** @type {any} */ x) => x.tariff === first);
    return no && /^(BANK_RECEIPT|CARD_SETTLEMENT|PAYMENT_MATCHED)$/.test(l.kind)
      ? t(`memo.${first.startsWith('clearing:') ? 'CARD_SETTLEMENT' : 'BANK_RECEIPT'}`, { no })
      : l.kind === 'PURCHASE' && tariff
        ? t('memo.PURCHASE', { name: tariff.names[document.documentElement.lang] ?? tariff.names.ru, no })
        : l.memo;
  };
  return html`<div class="period">
      ${field({
        id: 'from',
        label: t('from'),
        type: 'date',
        value: s.from,
        max: s.to,
        onChange: (v) => move(ctx, s, 'from', v),
        error: s.wrong,
      })}
      ${field({
        id: 'to',
        label: t('to'),
        type: 'date',
        value: s.to,
        min: s.from,
        onChange: (v) => move(ctx, s, 'to', v),
      })}
      <div class="row-of">
        ${button('CSV', () => get('text/csv', 'csv'), { icon: 'download' })}${button(
          'PDF',
          () => get('application/pdf', 'pdf'),
          { icon: 'download' },
        )}
      </div>
    </div>
    <dl class="ends">
      <div>
        <dt>${t('opening', { date: date(it.from) })}</dt>
        <dd class="num">${fmt.money(it.opening)}</dd>
      </div>
      <div>
        <dt>${t('closing', { date: date(it.to) })}</dt>
        <dd class="num">${fmt.money(it.closing)}</dd>
      </div>
    </dl>
    ${
      it.lines.length
        ? table({
            caption: t('tab.statement'),
            rows: [...it.lines].reverse(),
            columns: [
              { key: 'at', label: t('date'), cell: (l) => html`<time datetime=${l.at}>${fmt.dateTime(l.at)}</time>` },
              {
                key: 'kind',
                label: t('operation'),
                cell: (l) =>
                  html`${kind(l.kind)}${l.account === 'BONUS' ? html` <small>${t('bonusWord')}</small>` : ''}`,
              },
              { key: 'memo', label: t('memo'), wide: true, cell: about },
              { key: 'amount', label: t('sum'), align: 'end', cell: (l) => minus(l.amount) },
            ],
          })
        : empty({ icon: 'money', title: t('noMoves') })
    }`;
}

// @ts-check
// Tariffs to buy from the balance. That nothing is paid back is said before (clause 6.8).
import { html, nothing } from '../../vendor/lit-html.js';
import { badge, button, check, field, problemBox, table } from '../parts.js';
import { frame } from '../dialog.js';
import { newKey } from '../door.js';
import { covers } from '../store/money.js';
import { topUp } from './money-invoices.js';

export async function open() {}
const told = (/** @type {any} */ texts) => texts?.[document.documentElement.lang] ?? texts?.ru ?? '';
const term = (/** @type {any} */ ctx, /** @type {string} */ iso) => {
  const [, n, unit] = /^P(\d+)([YMWD])$/.exec(iso) ?? [];
  return unit ? ctx.t(`term.${unit}`, { n: Number(n) }) : iso;
};

/** @param {any} ctx @param {any} tariff */
const buy = (ctx, tariff) => {
  const key = newKey();
  return ctx.ask((/** @type {any} */ d) => {
    const { t, fmt, state } = ctx,
      s = d.state,
      bonus = Number(state.balance.bonus.amount) > 0,
      enough = covers(state.balance.cash.amount, tariff.price.amount) || s.useBonus || s.promotion;
    const go = async (/** @type {Event} */ e) => {
      e.preventDefault();
      if (!s.known) {
        s.missing = t('confirmFirst');
        d.draw();
        return;
      }
      Object.assign(s, { busy: true, problem: null });
      d.draw();
      try {
        d.close(
          await ctx.api.post(
            '/v1/subscriptions',
            {
              tariff: tariff.tariff,
              ...(s.promotion && { promotion: s.promotion.trim() }),
              ...(s.useBonus && { useBonus: true }),
            },
            { key },
          ),
        );
      } catch (failed) {
        Object.assign(s, { busy: false, problem: failed });
        d.draw();
      }
    };
    return html`<form class="dform" @submit=${go}>
      ${frame(d, {
        title: t('buyTariff', { name: told(tariff.names) }),
        lead: html`${fmt.money(tariff.price)} · ${term(ctx, tariff.term)}`,
        body: html`${told(tariff.conditions) ? html`<p class="conditions">${told(tariff.conditions)}</p>` : nothing}
          <p class="num">${t('youHave', { sum: fmt.money(state.balance.cash) })}</p>
          ${field({
            id: 'promotion',
            label: t('promotion'),
            value: s.promotion,
            maxlength: 40,
            hint: t('promotionHint'),
            onInput: (v) => {
              s.promotion = v;
              d.draw();
            },
          })}
          ${
            bonus
              ? check({
                  id: 'use-bonus',
                  label: t('useBonus', { sum: fmt.money(state.balance.bonus) }),
                  checked: s.useBonus ?? false,
                  onChange: (on) => {
                    s.useBonus = on;
                    d.draw();
                  },
                })
              : nothing
          }
          <div class="warn">
            <p><b>${t('noRefund')}</b> ${t('noRefundText')}</p>
            ${check({
              id: 'known',
              label: t('noRefundKnown'),
              checked: s.known ?? false,
              error: s.missing,
              onChange: (on) => {
                s.known = on;
                s.missing = '';
                d.draw();
              },
            })}
          </div>
          ${!enough ? html`<p class="note">${t('notEnough')}</p>` : nothing}${problemBox(s.problem)}`,
        buttons: html`${button(t('cancel'), () => d.close())}${
          enough
            ? button(t('payAndStart'), null, { kind: 'main', type: 'submit', busy: s.busy })
            : button(t('payByInvoice'), () => d.close('invoice'), { kind: 'main' })
        }`,
      })}
    </form>`;
  });
};

/** @param {any} ctx @param {any} tariff */
async function choose(ctx, tariff) {
  const done = await buy(ctx, tariff);
  if (done === 'invoice') await topUp(ctx, { tariff: { ...tariff, shown: told(tariff.names) } });
  else if (done) {
    ctx.toast(ctx.t('tariffStarted'), 'good');
    ctx.state.subscriptions = (await ctx.api.get('/v1/subscriptions')).items;
    ctx.state.balance = await ctx.api.get('/v1/balance');
    ctx.draw();
  }
}

/** @param {any} ctx */
export function view(ctx) {
  const { t, fmt, state } = ctx;
  return html`<ul class="tariffs">
      ${state.tariffs.map(
        (/** @type {any} */ x) =>
          html`<li>
            <h3>${told(x.names)}</h3>
            <p class="price num">${Number(x.price.amount) === 0 ? t('free') : fmt.money(x.price)}</p>
            <ul>
              ${x.volumes.map(
                (/** @type {any} */ v) =>
                  html`<li>${v.volume ? t('documentsN', { n: v.volume }) : t('unlimited')}</li>`,
              )}
              <li>${term(ctx, x.term)}</li>
            </ul>
            ${told(x.conditions) ? html`<p class="fine">${told(x.conditions)}</p>` : nothing}
            <div>
              ${button(t('choose'), () => choose(ctx, x), { kind: Number(x.price.amount) === 0 ? 'plain' : 'main' })}
            </div>
          </li>`,
      )}
    </ul>
    ${
      state.subscriptions.length
        ? html`<h3>${t('bought')}</h3>
            ${table({
              caption: t('bought'),
              rows: state.subscriptions,
              columns: [
                {
                  key: 'tariff',
                  label: t('tariff'),
                  cell: (s) => {
                    const known = state.tariffs.find((/** @type {any} */ x) => x.tariff === s.tariff);
                    return known ? told(known.names) : s.tariff;
                  },
                },
                { key: 'status', label: t('state'), cell: (s) => badge(s.status, t(`subscription.${s.status}`)) },
                { key: 'term', label: t('termWord'), cell: (s) => `${fmt.date(s.startedAt)} – ${fmt.date(s.endsAt)}` },
                {
                  key: 'left',
                  label: t('left'),
                  align: 'end',
                  cell: (s) =>
                    s.allowances
                      .map((/** @type {any} */ a) =>
                        a.volume ? `${fmt.number(a.left)} / ${fmt.number(a.volume)}` : '∞',
                      )
                      .join(', '),
                },
                { key: 'paid', label: t('paid'), align: 'end', cell: (s) => fmt.money(s.paid) },
              ],
            })}`
        : nothing
    }`;
}

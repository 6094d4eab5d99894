// @ts-check
// Money: balance, what is left of the tariff, what was used, and the papers. Its tabs are modules of their own.
import { html, nothing } from '../../vendor/lit-html.js';
import { button, card, page, problemBox, skeleton, tabs, tag } from '../parts.js';
import { barChart } from './chart.js';
import { showTab } from './form.js';
import { allowance, byDay, daysLeft, lastsUntil, plusDays } from '../store/money.js';

export const parts = ['money'];
const DAYS = 30;
const TABS = {
  invoices: () => import('./money-invoices.js'),
  acts: () => import('./money-acts.js'),
  statement: () => import('./money-statement.js'),
  tariffs: () => import('./money-tariffs.js'),
  partner: () => import('./money-partner.js'),
};

/** @param {any} ctx */
export async function open(ctx) {
  await load(ctx);
  await turn(ctx);
}
export const reload = open;

/** @param {any} ctx */
async function load(ctx) {
  const to = ctx.fmt.iso(Date.now()),
    from = plusDays(to, 1 - DAYS),
    s = ctx.state;
  const [balance, subscriptions, usage, tariffs] = await Promise.all([
    ctx.api.get('/v1/balance'),
    ctx.api.get('/v1/subscriptions'),
    ctx.api.get(`/v1/usage?from=${from}&to=${to}`),
    ctx.api.get('/v1/tariffs'),
  ]);
  Object.assign(s, {
    balance,
    subscriptions: subscriptions.items,
    days: byDay(usage, from, to),
    tariffs: tariffs.items,
    at: new Date(),
    stale: null,
  });
  s.chosen ??= DAYS - 1;
}

/** The tab that the address names. @param {any} ctx */
async function turn(ctx) {
  const name = /** @type {keyof typeof TABS} */ (ctx.query.tab in TABS ? ctx.query.tab : 'invoices');
  Object.assign(ctx.state, { tab: name, module: null, problem: null });
  ctx.draw();
  try {
    const module = await TABS[name]();
    if (ctx.state.tab !== name) return;
    ctx.state[name] ??= {};
    await module.open?.(ctx, ctx.state[name]);
    if (ctx.state.tab === name) ctx.state.module = module;
  } catch (failed) {
    if (ctx.state.tab === name) ctx.state.problem = failed;
  }
  ctx.draw();
  showTab();
}
export const query = (/** @type {any} */ ctx) => {
  if ((ctx.query.tab ?? 'invoices') !== ctx.state.tab) turn(ctx);
};

/** @param {any} ctx */
const refresh = async (ctx) => {
  try {
    await load(ctx);
    await ctx.state.module?.open?.(ctx, ctx.state[ctx.state.tab]);
  } catch (failed) {
    ctx.state.stale = failed;
  }
  ctx.draw();
};

/** @param {any} ctx @param {any} e */
export function event(ctx, e) {
  if (!e.type.startsWith('kz.centerpro.billing.') && e.type !== 'kz.centerpro.document.registered') return false;
  clearTimeout(ctx.state.soon);
  ctx.state.soon = setTimeout(() => refresh(ctx), e.type.startsWith('kz.centerpro.billing.') ? 200 : 2500);
  if (e.type === 'kz.centerpro.billing.balance-credited')
    ctx.toast(ctx.t('credited', { sum: e.data.amount ? ctx.fmt.money(e.data.amount) : '' }), 'good');
  return false;
}
export const close = (/** @type {any} */ ctx) => clearTimeout(ctx.state.soon);

/** @param {any} ctx */
export function view(ctx) {
  const { state: s, t, fmt } = ctx;
  const items = Object.keys(TABS).map((id) => ({ id, label: t(`tab.${id}`) }));
  return page(
    t('title'),
    html` ${s.stale ? html`<p class="note">${tag('wait', 'clock', t('asOf', { time: fmt.time(s.at) }))}</p>` : nothing}
      <div class="two">${balanceCard(ctx)}${tariffCard(ctx)}</div>
      ${usageCard(ctx)}
      <section class="card tabbed">
        ${tabs({ label: t('title'), items, active: s.tab, onPick: (id) => goTo(ctx, id) })}
        <div role="tabpanel" aria-labelledby="tab-${s.tab}">
          ${
            s.problem
              ? problemBox(s.problem, { retry: () => turn(ctx) })
              : s.module
                ? s.module.view(ctx, s[s.tab])
                : skeleton(4)
          }
        </div>
      </section>`,
  );
}

/** @param {any} ctx @param {string} tab */
const goTo = (ctx, tab) => {
  ctx.setQuery({ tab });
  return turn(ctx);
};

/** @param {any} ctx */
const balanceCard = (ctx) => {
  const { state: s, t, fmt } = ctx;
  return card(
    t('balance'),
    html`<p class="sum num">${fmt.money(s.balance.cash)}</p>
      ${
        Number(s.balance.bonus.amount) > 0
          ? html`<p class="fine">${t('bonus', { sum: fmt.money(s.balance.bonus) })}</p>`
          : nothing
      }
      <div class="row-of">
        ${button(
          t('topUp'),
          async () => {
            if (await (await TABS.invoices()).topUp(ctx)) goTo(ctx, 'invoices');
          },
          { kind: 'main', icon: 'plus' },
        )}
      </div>`,
  );
};

/** @param {any} ctx */
function tariffCard(ctx) {
  const { state: s, t, fmt } = ctx,
    now = allowance(s.subscriptions);
  const name = (/** @type {string} */ id) => {
    const found = s.tariffs.find((/** @type {any} */ x) => x.tariff === id);
    return found ? (found.names[document.documentElement.lang] ?? found.names.ru) : id;
  };
  if (!now.parts.length)
    return card(
      t('tariff'),
      html`<p>${t('noTariff')}</p>
        <div class="row-of">${button(t('chooseTariff'), () => goTo(ctx, 'tariffs'), { icon: 'right' })}</div>`,
    );
  return card(
    t('tariff'),
    html`${now.parts.map((/** @type {any} */ a) => {
      const days = daysLeft(fmt.iso(a.until)),
        few = a.volume && a.left / a.volume <= 0.2;
      return html`<div class="allowance">
        <p>
          <b>${name(a.tariff)}</b>
          ${days <= 7 ? tag(days <= 1 ? 'bad' : 'wait', 'clock', t('endsIn', { n: Math.max(0, days) })) : nothing}
        </p>
        ${
          a.volume
            ? html`<p class="num">${t('leftOf', { left: a.left, volume: a.volume })}</p>
                <meter
                  class=${few ? 'few' : ''}
                  min="0"
                  max=${a.volume}
                  value=${a.left}
                  aria-label=${t('leftOf', { left: a.left, volume: a.volume })}
                ></meter>`
            : html`<p>${t('unlimited')}</p>`
        }
        <p class="fine">${t('until', { date: fmt.date(a.until) })}</p>
      </div>`;
    })}`,
  );
}

/** @param {any} ctx */
function usageCard(ctx) {
  const { state: s, t, fmt } = ctx,
    now = allowance(s.subscriptions),
    until = lastsUntil(s.days, now.left),
    ends = now.parts
      .map((/** @type {any} */ a) => fmt.iso(a.until))
      .sort()
      .pop();
  const date = (/** @type {string} */ day) => fmt.date(`${day}T12:00:00+05:00`);
  const forecast = !now.parts.length
    ? null
    : now.left === 0
      ? t('usedUp')
      : !until
        ? null
        : ends && until > ends
          ? t('enough')
          : t('lasts', { date: date(until) });
  const used = s.days.reduce((/** @type {number} */ n, /** @type {any} */ d) => n + d.value, 0);
  return card(
    t('usage'),
    html`${
      !used
        ? html`<p>${t('noUse')}</p>`
        : barChart({
            days: s.days,
            chosen: s.chosen,
            onChoose: (i) => {
              s.chosen = i;
              ctx.draw();
            },
            label: t('usageByDay'),
            say: (d) => t('onDay', { date: date(d.day), n: d.value }),
            dayName: date,
            number: fmt.number,
            words: { day: t('day'), value: t('documents'), asTable: t('asTable') },
          })
    }
    ${
      forecast
        ? html`<p class="note">
            ${tag(now.left === 0 ? 'bad' : until && ends && until <= ends ? 'wait' : 'good', 'chart', forecast)}
          </p>`
        : nothing
    }`,
    { actions: used ? html`<span class="fine num">${t('sumOf', { n: used })}</span>` : nothing },
  );
}

// @ts-check
// The organisation: what it declares about itself, who signs in for it, keys, webhooks, the log, how it leaves. Its tabs are modules of their own.
import { html } from '../../vendor/lit-html.js';
import { page, problemBox, skeleton, tabs } from '../parts.js';
import { showTab } from './form.js';

export const parts = ['organisation'];
const TABS = {
  requisites: () => import('./org-requisites.js'),
  people: () => import('./org-people.js'),
  keys: () => import('./org-keys.js'),
  webhooks: () => import('./org-webhooks.js'),
  readers: () => import('./org-readers.js'),
  log: () => import('./org-log.js'),
  leave: () => import('./org-leave.js'),
};

/** @param {any} ctx */
async function turn(ctx) {
  const name = /** @type {keyof typeof TABS} */ (ctx.query.tab in TABS ? ctx.query.tab : 'requisites'),
    s = ctx.state;
  Object.assign(s, { tab: name, module: null, problem: null });
  ctx.draw();
  try {
    const module = await TABS[name]();
    s[name] ??= {};
    await module.open(ctx, s[name]);
    if (s.tab === name) s.module = module;
  } catch (failed) {
    if (s.tab === name) s.problem = failed;
  }
  ctx.draw();
  showTab();
}
export const open = turn;
export const reload = turn;
export const query = (/** @type {any} */ ctx) => {
  if ((ctx.query.tab ?? 'requisites') !== ctx.state.tab) turn(ctx);
};
/** @param {any} ctx @param {any} e */
export const event = (ctx, e) => ctx.state.module?.event?.(ctx, ctx.state[ctx.state.tab], e) === true;
export const close = (/** @type {any} */ ctx) => ctx.state.module?.close?.(ctx, ctx.state[ctx.state.tab]);

/** @param {any} ctx */
export function view(ctx) {
  const { state: s, t, me, fmt } = ctx,
    p = me.participant;
  return page(
    p?.name ?? t('title'),
    html`<section class="card tabbed">
      ${tabs({
        label: t('title'),
        active: s.tab,
        items: Object.keys(TABS).map((id) => ({ id, label: t(`tab.${id}`) })),
        onPick: (id) => {
          ctx.setQuery({ tab: id });
          if (id !== s.tab) turn(ctx);
        },
      })}
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
    { lead: p ? html`<span class="num">${fmt.taxId(p.taxId, p.country)}</span>` : '' },
  );
}

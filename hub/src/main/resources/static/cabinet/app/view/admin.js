// @ts-check
// The operator's console. Nothing in it shows what is in a document. Each topic is a module of its own.
import { html } from '../../vendor/lit-html.js';
import { page, problemBox, skeleton } from '../parts.js';
import { icon } from '../icons.js';

export const parts = ['admin', 'organisation'];
export const title = (/** @type {any} */ ctx) => ctx.t('title');
const TOPICS = /** @type {Record<string, [string, () => Promise<any>]>} */ ({
  overview: ['activity', () => import('./admin-overview.js')],
  clients: ['building', () => import('./admin-clients.js')],
  payments: ['money', () => import('./admin-payments.js')],
  tariffs: ['star', () => import('./admin-tariffs.js')],
  announcements: ['bell', () => import('./admin-announcements.js')],
  texts: ['file', () => import('./admin-texts.js')],
  calendar: ['calendar', () => import('./admin-calendar.js')],
  reports: ['chart', () => import('./admin-reports.js')],
  liability: ['shield', () => import('./admin-liability.js')],
  applications: ['key', () => import('./admin-applications.js')],
  partners: ['parties', () => import('./admin-partners.js')],
  jobs: ['clock', () => import('./admin-jobs.js')],
  log: ['lock', () => import('./org-log.js')],
});
const topic = (/** @type {any} */ ctx) => (ctx.params.page in TOPICS ? ctx.params.page : 'overview');

/** @param {any} ctx */
export async function open(ctx) {
  const name = topic(ctx),
    s = ctx.state;
  close(ctx); // read again: what runs by a clock begins anew
  s.it = name === 'log' ? { of: 'operator' } : {};
  s.problem = null;
  try {
    const module = await TOPICS[name][1]();
    await module.open?.(ctx, s.it);
    s.module = module;
  } catch (failed) {
    s.problem = failed;
  }
  showTopic();
}
/** A phone shows a part of the topics: the one that is open is brought into sight. */
const showTopic = () =>
  requestAnimationFrame(() =>
    requestAnimationFrame(() =>
      document.querySelector('.topics [aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'center' }),
    ),
  );
export const reload = async (/** @type {any} */ ctx) => {
  await open(ctx);
  ctx.draw();
};
export const event = (/** @type {any} */ ctx, /** @type {any} */ e) =>
  ctx.state.module?.event?.(ctx, ctx.state.it, e) === true;
export const close = (/** @type {any} */ ctx) => ctx.state.module?.close?.(ctx, ctx.state.it);

/** @param {any} ctx */
export function view(ctx) {
  const { state: s, t } = ctx,
    here = topic(ctx);
  return page(
    t('title'),
    html`<div class="topics">
      <nav aria-label=${t('title')}>
        ${Object.entries(TOPICS).map(
          ([name, [picture]]) =>
            html`<a href="/admin/${name}" aria-current=${name === here ? 'page' : 'false'}
              >${icon(picture)}<span>${t(`topic.${name}`)}</span></a
            >`,
        )}
      </nav>
      <section class="card" aria-labelledby="topic">
        <header>
          <h2 id="topic">${t(`topic.${here}`)}</h2>
          ${s.module?.actions?.(ctx, s.it) ?? ''}
        </header>
        ${
          s.problem
            ? problemBox(s.problem, { retry: () => reload(ctx) })
            : s.module
              ? s.module.view(ctx, s.it)
              : skeleton(4)
        }
      </section>
    </div>`,
    { wide: true, lead: t('lead') },
  );
}

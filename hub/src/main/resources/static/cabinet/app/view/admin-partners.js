// @ts-check
// Terms of the partner programme, and a partner's state (clause 7.4).
import { html } from '../../vendor/lit-html.js';
import { button, empty, facts } from '../parts.js';
import { askForm, run } from './form.js';
import { legal } from './legal.js';

/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  s.terms = await ctx.api.get('/v1/partner-terms').catch((/** @type {any} */ failed) => {
    if (failed.status === 404) return null;
    throw failed;
  });
}
/** @param {any} ctx @param {any} s */
async function publish(ctx, s) {
  const { t } = ctx,
    old = s.terms ?? {},
    n = (/** @type {string} */ name, /** @type {number} */ first) => ({
      name,
      label: t(name),
      value: String(old[name] ?? first),
      required: true,
      inputmode: 'numeric',
    });
  if (
    await askForm(ctx, {
      title: t('newTerms'),
      yes: t('publish'),
      wide: true,
      fields: [
        n('percent', 10),
        n('joinDays', 30),
        n('rewardDays', 365),
        { name: 'textRu', label: t('textRu'), rows: 6, required: true, value: old.textRu },
        { name: 'textKk', label: t('textKk'), rows: 6, required: true, value: old.textKk },
      ],
      send: (v, o) =>
        ctx.api.post(
          '/v1/admin/partner-terms',
          {
            percent: Number(v.percent),
            joinDays: Number(v.joinDays),
            rewardDays: Number(v.rewardDays),
            textRu: v.textRu,
            textKk: v.textKk,
          },
          o,
        ),
    })
  )
    await run(
      ctx,
      async () => {
        await open(ctx, s);
        return true;
      },
      t('published'),
    );
}
/** @param {any} ctx */
async function state(ctx) {
  const { t } = ctx;
  if (
    await askForm(ctx, {
      title: t('partnerState'),
      yes: t('set'),
      danger: true,
      fields: [
        { name: 'code', label: t('partnerCode'), required: true, maxlength: 8 },
        {
          name: 'state',
          kind: 'select',
          label: t('state'),
          options: ['ACTIVE', 'FROZEN', 'CANCELLED'].map((value) => ({ value, label: t(`partner.${value}`) })),
        },
        { name: 'reason', label: t('reason'), maxlength: 200 },
      ],
      send: (v, o) =>
        ctx.api.put(
          `/v1/admin/partners/${encodeURIComponent(v.code.trim().toUpperCase())}/state`,
          { state: v.state, ...(v.reason && { reason: v.reason }) },
          o,
        ),
    })
  )
    ctx.toast(t('kept'), 'good');
}
export const actions = (/** @type {any} */ ctx, /** @type {any} */ s) =>
  html`<div class="row-of">
    ${button(ctx.t('partnerState'), () => state(ctx), { icon: 'pause' })}${button(
      ctx.t('newTerms'),
      () => publish(ctx, s),
      { kind: 'main', icon: 'edit' },
    )}
  </div>`;
/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx,
    x = s.terms;
  return x
    ? html`${facts([
          [t('versionWord'), x.version],
          [t('percent'), `${x.percent} %`],
          [t('joinDays'), x.joinDays],
          [t('rewardDays'), x.rewardDays],
          [t('publishedAt'), fmt.dateTime(x.publishedAt)],
        ])}
        <div class="preview">
          <article lang="kk"><div class="legal" tabindex="0">${legal(x.textKk)}</div></article>
          <article lang="ru"><div class="legal" tabindex="0">${legal(x.textRu)}</div></article>
        </div>`
    : empty({ icon: 'parties', title: t('noTerms') });
}

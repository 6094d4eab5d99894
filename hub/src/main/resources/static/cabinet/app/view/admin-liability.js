// @ts-check
// Caps of liability, claims, force majeure (clauses 7.6.2, 7.7, 11).
import { html, nothing } from '../../vendor/lit-html.js';
import { button, empty, facts, field, problemBox, table, tag } from '../parts.js';
import { askForm, kzt, run } from './form.js';

/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  const [claims, force] = await Promise.all([
    ctx.api.get('/v1/admin/liability-claims'),
    ctx.api.get('/v1/admin/force-majeure'),
  ]);
  Object.assign(s, { claims: claims.items, force: force.items });
}
/** @param {any} ctx @param {any} s @param {Event} e */
async function look(ctx, s, e) {
  e.preventDefault();
  s.problem = null;
  try {
    s.caps = await ctx.api.get(`/v1/admin/reports/liability?taxId=${encodeURIComponent((s.taxId ?? '').trim())}`);
  } catch (failed) {
    s.caps = null;
    s.problem = failed;
  }
  ctx.draw();
}
/** @param {any} ctx @param {any} s */
async function claim(ctx, s) {
  const { t } = ctx,
    done = await askForm(ctx, {
      title: t('newClaim'),
      lead: t('claimText'),
      yes: t('settle'),
      danger: true,
      fields: [
        { name: 'taxId', label: t('taxIdWord'), required: true, value: s.caps?.taxId },
        {
          name: 'kind',
          kind: 'select',
          label: t('kindWord'),
          options: ['DATA_LOSS', 'OTHER'].map((value) => ({ value, label: t(`claim.${value}`) })),
        },
        { name: 'amount', label: t('sum'), required: true, inputmode: 'decimal' },
        { name: 'memo', label: t('memo'), required: true, rows: 3, maxlength: 200 },
        { name: 'documentedFault', kind: 'check', label: t('fault') },
      ],
      send: (v, o) =>
        ctx.api.post('/v1/admin/liability-claims', { ...v, taxId: v.taxId.trim(), amount: kzt(v.amount) }, o),
    });
  if (done)
    await run(
      ctx,
      async () => {
        await open(ctx, s);
        return true;
      },
      t('settled'),
    );
}
/** @param {any} ctx @param {any} s */
async function declare(ctx, s) {
  if (
    await askForm(ctx, {
      title: ctx.t('newForce'),
      yes: ctx.t('declareIt'),
      fields: [
        { name: 'memo', label: ctx.t('memo'), required: true, rows: 3, maxlength: 200 },
        { name: 'taxId', label: ctx.t('forOne'), hint: ctx.t('forAllHint') },
      ],
      send: (v, o) =>
        ctx.api.post('/v1/admin/force-majeure', { memo: v.memo, ...(v.taxId && { taxId: v.taxId.trim() }) }, o),
    })
  )
    await run(ctx, () => open(ctx, s));
}
export const actions = (/** @type {any} */ ctx, /** @type {any} */ s) =>
  html`<div class="row-of">
    ${button(ctx.t('newClaim'), () => claim(ctx, s), { icon: 'plus' })}${button(
      ctx.t('newForce'),
      () => declare(ctx, s),
      { icon: 'shield' },
    )}
  </div>`;

/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx,
    c = s.caps;
  return html`<form class="inline" @submit=${(/** @type {Event} */ e) => look(ctx, s, e)}>
      ${field({
        id: 'cap-tax',
        label: t('capsOf'),
        value: s.taxId,
        required: true,
        inputmode: 'numeric',
        maxlength: 40,
        onInput: (v) => {
          s.taxId = v;
        },
      })}${button(t('reckon'), null, { type: 'submit' })}
    </form>
    ${problemBox(s.problem)}
    ${
      c
        ? facts([
            [
              t('lastPaid'),
              c.lastPaid
                ? html`${c.lastPaid.tariff}, ${fmt.money(c.lastPaid.paid)} (${t('listPrice')}
                  ${fmt.money(c.lastPaid.listPrice)}), ${fmt.date(c.lastPaid.startedAt)}`
                : t('never'),
            ],
            [
              t('dataLossCap'),
              html`${fmt.money(c.dataLossCap)}, ${t('leftWord')} <b>${fmt.money(c.dataLossRemaining)}</b>`,
            ],
            [t('totalCap'), html`${fmt.money(c.totalCap)}, ${t('leftWord')} <b>${fmt.money(c.remaining)}</b>`],
            [t('settledSum'), fmt.money(c.settled)],
            [t('forceWord'), c.forceMajeure ? tag('wait', 'shield', t('holds')) : t('no')],
          ])
        : nothing
    }
    <h3>${t('claims')}</h3>
    ${
      s.claims.length
        ? table({
            caption: t('claims'),
            rows: s.claims,
            columns: [
              { key: 'at', label: t('date'), cell: (x) => fmt.date(x.settledAt) },
              { key: 'box', label: t('box'), align: 'end' },
              { key: 'kind', label: t('kindWord'), cell: (x) => t(`claim.${x.kind}`) },
              { key: 'memo', label: t('memo'), wide: true },
              { key: 'amount', label: t('sum'), align: 'end', cell: (x) => fmt.money(x.amount) },
            ],
          })
        : empty({ icon: 'shield', title: t('noClaims') })
    }
    <h3>${t('forceWord')}</h3>
    ${
      s.force.length
        ? table({
            caption: t('forceWord'),
            rows: s.force,
            columns: [
              { key: 'memo', label: t('memo'), wide: true },
              { key: 'box', label: t('box'), cell: (x) => x.box ?? t('everybody') },
              { key: 'from', label: t('from'), cell: (x) => fmt.dateTime(x.startedAt) },
              {
                key: 'to',
                label: t('to'),
                cell: (x) =>
                  x.endedAt
                    ? fmt.dateTime(x.endedAt)
                    : button(
                        t('endForce'),
                        () =>
                          run(ctx, async () => {
                            await ctx.api.del(`/v1/admin/force-majeure/${x.id}`);
                            await open(ctx, s);
                          }),
                        { small: true },
                      ),
              },
            ],
          })
        : html`<p class="fine">${t('noForce')}</p>`
    }`;
}

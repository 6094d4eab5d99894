// @ts-check
// The agreement of a client in the console: notice with the earliest day, its taking back, an end at once (clauses 5.3.8, 10.7, 13.2).
import { html, nothing } from '../../vendor/lit-html.js';
import { button, facts, table, tag } from '../parts.js';
import { askReason } from '../dialog.js';
import { askForm, run } from './form.js';

const TONES = { ACTIVE: 'good', TERMINATING: 'wait', TERMINATED: 'still' };
const day = (/** @type {any} */ ctx, /** @type {string} */ iso) => ctx.fmt.date(`${iso}T12:00:00+05:00`);

/**
 * @param {any} ctx @param {any} s the screen's state: `agreement` and `client`
 * @param {{path: (rest: string) => string, silent: string[], again: () => Promise<any>}} o
 */
async function give(ctx, s, o) {
  const { t } = ctx,
    a = s.agreement;
  const done = await askForm(ctx, {
    title: t('endTitle', { name: s.client.name }),
    lead: t('endText'),
    yes: t('endGive'),
    danger: true,
    extra: (/** @type {any} */ v) =>
      html`<p class="fine" aria-live="polite">
        ${t(`endHint.${v.ground}`, { date: day(ctx, a.earliestOn), clauses: o.silent.join(', ') })}
      </p>`,
    fields: [
      {
        name: 'ground',
        kind: 'select',
        label: t('endGround'),
        options: ['NOTICE', 'ANTI_CORRUPTION', 'BREACH'].map((value) => ({ value, label: t(`ground.${value}`) })),
      },
      { name: 'effectiveOn', type: 'date', label: t('endOn'), min: a.today, value: a.earliestOn },
      {
        name: 'clause',
        kind: 'select',
        label: t('clauseWord'),
        hint: t('endClauseHint'),
        options: o.silent.map((value) => ({ value, label: `${value} ${t(`clause.${value}`)}` })),
      },
      { name: 'reason', label: t('reason'), required: true, rows: 3, maxlength: 1000 },
    ],
    send: (v, key) => {
      const { clause, effectiveOn, ...rest } = v;
      return ctx.api.post(
        o.path('/termination'),
        v.ground === 'BREACH' ? { ...rest, clause } : { ...rest, effectiveOn },
        key,
      );
    },
  });
  if (done) await run(ctx, o.again, t('endGiven'));
}
/** @param {any} ctx @param {any} o */
async function takeBack(ctx, o) {
  const reason = await askReason({
    title: ctx.t('endBackTitle'),
    text: ctx.t('endBackText'),
    label: ctx.t('reason'),
    yes: ctx.t('endBack'),
    max: 1000,
  });
  if (reason)
    await run(
      ctx,
      async () => {
        await ctx.api.post(o.path('/termination/cancellation'), { reason });
        return o.again();
      },
      ctx.t('endTakenBack'),
    );
}

/** @param {any} ctx @param {any} s @param {any} o as above */
export function agreement(ctx, s, o) {
  const { t, fmt } = ctx,
    a = s.agreement;
  if (!a) return nothing;
  const open = a.status === 'ACTIVE' ? null : a.notices[0];
  return html`<h3>${t('agreementWord')}</h3>
    ${facts([
      [t('state'), tag(TONES[/** @type {'ACTIVE'} */ (a.status)], open ? 'clock' : 'tick', t(`agreement.${a.status}`))],
      [t('inForceFrom'), fmt.date(a.validFrom)],
      [t('endOn'), a.validTo ? day(ctx, a.validTo) : t('endless')],
      !open && [t('endEarliest'), day(ctx, a.earliestOn)],
    ])}
    <div class="row-of">
      ${open ? nothing : button(t('end'), () => give(ctx, s, o), { kind: 'danger', icon: 'exit' })}
      ${
        a.status === 'TERMINATING' && open.initiator === 'OPERATOR'
          ? button(t('endBack'), () => takeBack(ctx, o), { icon: 'undo' })
          : nothing
      }
    </div>
    ${
      a.notices.length
        ? table({
            caption: t('notices'),
            rows: a.notices,
            columns: [
              {
                key: 'initiator',
                label: t('noticeBy'),
                cell: (r) =>
                  html`${t(`initiator.${r.initiator}`)} <small>${r.noticedBy}, ${fmt.dateTime(r.noticedAt)}</small>`,
              },
              { key: 'ground', label: t('endGround'), cell: (r) => html`${t(`ground.${r.ground}`)} ${r.clause ?? ''}` },
              { key: 'effectiveOn', label: t('endOn'), cell: (r) => day(ctx, r.effectiveOn) },
              { key: 'reason', label: t('reason'), wide: true },
              {
                key: 'outcome',
                label: t('outcome'),
                cell: (r) =>
                  r.cancelledAt
                    ? html`${t('endTakenBack')} ${fmt.dateTime(r.cancelledAt)} <small>${r.cancelReason ?? ''}</small>`
                    : r.effectedAt
                      ? html`${t('agreement.TERMINATED')} ${fmt.dateTime(r.effectedAt)}`
                      : t('agreement.TERMINATING'),
              },
            ],
          })
        : nothing
    }`;
}

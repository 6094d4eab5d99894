// @ts-check
// The partner programme: its terms, the own code, who came by it.
import { html, nothing } from '../../vendor/lit-html.js';
import { badge, button, copyable, empty, facts, field, problemBox, table } from '../parts.js';
import { confirm } from '../dialog.js';
import { legal } from './legal.js';

/** 404 means none yet. @param {Promise<any>} asked */
const orNone = (asked) =>
  asked.catch((failed) => {
    if (failed.status === 404) return null;
    throw failed;
  });

/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  [s.terms, s.me] = await Promise.all([orNone(ctx.api.get('/v1/partner-terms')), orNone(ctx.api.get('/v1/partner'))]);
}

/** @param {any} ctx @param {any} s */
async function join(ctx, s) {
  const { t } = ctx;
  if (
    !(await confirm({
      title: t('joinPartners'),
      text: html`<span class="conditions"
        >${legal(document.documentElement.lang === 'kk' ? s.terms.textKk : s.terms.textRu)}</span
      >`,
      yes: t('acceptTerms'),
    }))
  )
    return;
  try {
    s.me = await ctx.api.post('/v1/partner', { version: s.terms.version });
    s.problem = null;
  } catch (failed) {
    s.problem = failed;
  }
  ctx.draw();
}
/** @param {any} ctx @param {any} s @param {Event} e */
async function refer(ctx, s, e) {
  e.preventDefault();
  const code = (s.code ?? '').trim().toUpperCase();
  if (!/^[A-Z0-9]{8}$/.test(code)) {
    s.codeWrong = ctx.t('codeWrong');
    return ctx.draw();
  }
  try {
    await ctx.api.post('/v1/referrals', { code });
    s.code = '';
    s.codeWrong = '';
    ctx.toast(ctx.t('referred'), 'good');
  } catch (failed) {
    s.codeWrong = /** @type {any} */ (failed).title;
  }
  ctx.draw();
}

/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx,
    me = s.me,
    terms = s.terms;
  const came = html`<form class="inline" @submit=${(/** @type {Event} */ e) => refer(ctx, s, e)}>
    ${field({
      id: 'partner-code',
      label: t('cameBy'),
      hint: t('cameByHint'),
      value: s.code,
      maxlength: 8,
      error: s.codeWrong,
      onInput: (v) => {
        s.code = v;
      },
    })}${button(t('name'), null, { type: 'submit' })}
  </form>`;
  if (!terms && !me) return html`${empty({ icon: 'star', title: t('noPartners') })}${came}`;
  return html`${
    me
      ? html`${facts([
          [t('yourCode'), copyable(me.code, html`<b>${me.code}</b>`)],
          [t('state'), badge(me.state, t(`partner.${me.state}`))],
          [t('cameN'), fmt.number(me.referred)],
          [t('rewardedN'), fmt.number(me.rewarded)],
          [t('rewards'), fmt.money(me.rewards)],
        ])}
        ${
          me.referrals.length
            ? table({
                caption: t('referrals'),
                rows: me.referrals,
                columns: [
                  { key: 'at', label: t('date'), cell: (r) => fmt.date(r.referredAt) },
                  { key: 'state', label: t('state'), cell: (r) => badge(r.state, t(`referral.${r.state}`)) },
                  { key: 'until', label: t('countsUntil'), cell: (r) => fmt.date(r.until) },
                  {
                    key: 'reward',
                    label: t('reward'),
                    align: 'end',
                    cell: (r) => (r.reward ? fmt.money(r.reward) : '—'),
                  },
                ],
              })
            : nothing
        }`
      : html`<p>${t('partnerOffer', { n: terms.percent, join: terms.joinDays, days: terms.rewardDays })}</p>`
  }
  ${
    terms && (!me || me.termsVersion < terms.version)
      ? html`<div>
          ${button(me ? t('newTerms') : t('joinPartners'), () => join(ctx, s), { kind: me ? 'plain' : 'main' })}
        </div>`
      : nothing
  }${problemBox(s.problem)}${came}`;
}

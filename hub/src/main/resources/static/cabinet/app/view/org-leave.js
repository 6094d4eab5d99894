// @ts-check
// How an organisation leaves: from which day, what stays, by the signature of who may; taken back while the notice runs (clauses 6.8, 10.7, 13.7).
import { html, nothing } from '../../vendor/lit-html.js';
import { button, facts, field, problemBox, select, tag } from '../parts.js';
import { confirm } from '../dialog.js';
import { icon } from '../icons.js';
import { explain } from '../sign/problem.js';
import { signOut } from '../session.js';
import { askSure, run } from './form.js';

const OWN = '/v1/participants/me/termination';
/** Clause 1.5: for a resident legal entity its first head alone. @param {any} me */
const mayLeave = ({ participant: p, signatory }) =>
  p.kind !== 'LEGAL_ENTITY' || p.regime !== 'EDS' || signatory.role === 'FIRST_HEAD';

/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  s.agreement = await ctx.api.get(OWN);
  Object.assign(s, { on: s.agreement.today, ground: 'OWN_WISH', problem: null });
}
export const event = (/** @type {any} */ ctx, /** @type {any} */ s, /** @type {any} */ e) => {
  if (e.type.startsWith('kz.centerpro.account.terminat'))
    open(ctx, s).then(
      () => ctx.draw(),
      () => {},
    );
};

/** @param {any} ctx @param {any} s @param {Event} e */
async function leave(ctx, s, e) {
  e.preventDefault();
  const { t } = ctx,
    date = day(ctx, s.on);
  if (!(await askSure(ctx, { title: t('leaveSure', { date }), text: t('leaveSureText'), yes: t('leaveSign') }))) return;
  Object.assign(s, { busy: true, problem: null });
  ctx.draw();
  try {
    const asked = await ctx.api.get(`${OWN}/statement?effectiveOn=${s.on}&ground=${s.ground}`);
    const title = t('leaveTitle', { date });
    const [{ cms, error }] = await ctx.sign.sign(
      [{ id: 'leave', title: { kk: title, ru: title, en: title }, bytes: new TextEncoder().encode(asked.statement) }],
      { purpose: 'STATEMENT', title, lead: t('leaveLead') },
    );
    if (!error) {
      s.agreement = await ctx.api.post(OWN, { statement: asked.statement, signature: cms });
      if (s.agreement.status === 'TERMINATED') await goodbye(ctx);
      else ctx.toast(t('leaveDone', { date }), 'good');
    }
  } catch (refused) {
    s.problem = refused;
  }
  s.busy = false;
  ctx.draw();
}
/** @param {any} ctx */
async function goodbye(ctx) {
  await confirm({ title: ctx.t('leftTitle'), text: ctx.t('leftText'), yes: ctx.t('leftYes') });
  await signOut();
  location.assign('/sign-in');
}
/** @param {any} ctx @param {any} s */
async function stay(ctx, s) {
  if (await confirm({ title: ctx.t('staySure'), text: ctx.t('stayText'), yes: ctx.t('stay') }))
    await run(
      ctx,
      async () => {
        s.agreement = await ctx.api.post(`${OWN}/cancellation`, {});
        return true;
      },
      ctx.t('stayed'),
    );
}
const day = (/** @type {any} */ ctx, /** @type {string} */ iso) => ctx.fmt.date(`${iso}T12:00:00+05:00`);

/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx,
    a = s.agreement,
    notice = a.status === 'ACTIVE' ? null : a.notices[0];
  return html`<div class="split">
    <section>
      <h3>${t('agreement')} ${notice ? tag('wait', 'clock', t(`agreement.${a.status}`)) : nothing}</h3>
      ${facts([
        [t('agreementFrom'), fmt.date(a.validFrom)],
        [t('agreementTo'), a.validTo ? day(ctx, a.validTo) : t('agreementForever')],
        notice && [t('noticeBy'), notice.initiator === 'CLIENT' ? notice.noticedBy : t('noticeByOperator')],
        notice && [t('noticeAt'), fmt.dateTime(notice.noticedAt)],
        notice && [t('noticeReason'), notice.reason ?? t(`ground.${notice.ground}`)],
      ])}
      ${notice ? running(ctx, s, notice) : leaving(ctx, s)}
    </section>
    <section>
      <h3>${t('whatHappens')}</h3>
      <ul class="points">
        ${[1, 2, 3, 4].map((n) => html`<li>${t(`leave${n}`)}</li>`)}
        <li>${t('leaveExport')} <a href="/in">${t('nav.in')}</a>, <a href="/out">${t('nav.out')}</a></li>
      </ul>
    </section>
  </div>`;
}
/** @param {any} ctx @param {any} s @param {any} notice */
function running(ctx, s, notice) {
  const { t, me } = ctx;
  if (notice.initiator !== 'CLIENT') return html`<p class="fine">${t('onlyOperatorStays')}</p>`;
  return mayLeave(me)
    ? html`<div>${button(t('stay'), () => stay(ctx, s), { icon: 'undo' })}</div>`
    : html`<p class="fine">${t('onlyHeadLeaves')}</p>`;
}
/** @param {any} ctx @param {any} s */
function leaving(ctx, s) {
  const { t, me } = ctx;
  if (!mayLeave(me)) return html`<p class="certnotice">${icon('alert')}${t('onlyHeadLeaves')}</p>`;
  const p = s.problem;
  return html`<form class="dform" @submit=${(/** @type {Event} */ e) => leave(ctx, s, e)}>
    ${field({
      id: 'leave-on',
      label: t('leaveOn'),
      hint: t('leaveOnHint'),
      type: 'date',
      required: true,
      min: s.agreement.earliestOn,
      value: s.on,
      error: p?.field === 'effectiveOn' ? p.detail : '',
      onInput: (v) => {
        s.on = v;
      },
    })}
    ${select({
      id: 'leave-ground',
      label: t('noticeReason'),
      value: s.ground,
      options: ['OWN_WISH', 'ANTI_CORRUPTION'].map((value) => ({ value, label: t(`ground.${value}`) })),
      onChange: (v) => {
        s.ground = v;
      },
    })}
    ${p && p.field !== 'effectiveOn' ? (p.status ? problemBox(p) : explain(p)) : nothing}
    <div>${button(t('leave'), null, { kind: 'danger', type: 'submit', busy: s.busy })}</div>
  </form>`;
}

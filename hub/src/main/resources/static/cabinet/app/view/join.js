// @ts-check
// Registration by the key that signed in, and the acceptance of the offer: both languages side by side, signed by who may.
import { html, nothing } from '../../vendor/lit-html.js';
import { button, card, check, facts, field, page, tabs } from '../parts.js';
import { icon } from '../icons.js';
import { lang } from '../i18n.js';
import { Problem } from '../door.js';
import { explain } from '../sign/problem.js';
import { enter, renew, signOut } from '../session.js';
import { legal } from './legal.js';

export const parts = ['sign', 'join'];
const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
const isForeign = (/** @type {any} */ s) => s.regime === 'ES';
/** Clause 1.5: for a resident legal entity its first head alone. */
const mayAccept = (/** @type {any} */ me) =>
  me.participant.kind !== 'LEGAL_ENTITY' || me.participant.regime !== 'EDS' || me.signatory.role === 'FIRST_HEAD';

/** @param {any} ctx */
export async function open(ctx) {
  const { me, state } = ctx;
  state.kind =
    me.signatory?.bin || (isForeign(me.signatory ?? {}) && me.signatory.organization) ? 'LEGAL_ENTITY' : 'INDIVIDUAL';
  state.form = isForeign(me.signatory ?? {})
    ? { name: me.signatory.organization ?? me.signatory.name, country: '', taxId: '' }
    : {};
  state.shown = lang === 'kk' ? 'kk' : 'ru';
  if (ctx.query.invitation)
    state.invited = await ctx.api
      .get(`/v1/invitations/${encodeURIComponent(ctx.query.invitation)}`, { quiet: true })
      .catch(() => null);
  if (me.participant) await texts(ctx);
}

/** @param {any} ctx */
async function texts(ctx) {
  const [offer, policy] = await Promise.all([
    ctx.api.get('/v1/offers/current'),
    ctx.api.get('/v1/privacy-policies/current'),
  ]);
  Object.assign(ctx.state, { offer, policy });
}

/** Runs one step; a refusal stays on the screen. @param {any} ctx @param {() => Promise<any>} step */
async function busy(ctx, step) {
  Object.assign(ctx.state, { busy: true, problem: null });
  ctx.draw();
  try {
    await step();
  } catch (refused) {
    ctx.state.problem = refused;
    if (!(refused instanceof Problem)) console.error(refused);
  }
  ctx.state.busy = false;
  ctx.draw();
}

const register = (/** @type {any} */ ctx) =>
  busy(ctx, async () => {
    const made = await ctx.api.post('/v1/participants', { kind: ctx.state.kind, ...ctx.state.form });
    enter({ signatory: ctx.me.signatory, scope: ctx.me.scope, participant: made.participant });
    ctx.state.differences = made.differences;
    await texts(ctx);
  });

const accept = (/** @type {any} */ ctx) =>
  busy(ctx, async () => {
    const asked = await ctx.api.get('/v1/offers/current/statement');
    const [{ cms, error }] = await ctx.sign.sign(
      [
        {
          id: 'offer',
          title: {
            kk: `Офертаны қабылдау № ${asked.offerNo}`,
            ru: `Акцепт оферты № ${asked.offerNo}`,
            en: `Acceptance of offer No. ${asked.offerNo}`,
          },
          bytes: bytes(asked.statement),
        },
      ],
      { purpose: 'STATEMENT', title: ctx.t('acceptTitle'), lead: ctx.t('acceptLead') },
    );
    if (error) return;
    await ctx.api.post('/v1/acceptances', {
      statement: asked.statement,
      signature: cms,
      offerNo: asked.offerNo,
      policyNo: asked.policyNo,
      language: ctx.state.shown,
    });
    await renew().catch(() => false); // the offer is accepted either way; the next page asks again
    ctx.toast(ctx.t('welcome'), 'good');
    location.assign('/in');
  });

/** @param {any} ctx */
export const title = (ctx) => ctx.t('join');

/** @param {any} ctx */
export function view(ctx) {
  const { me, state, t } = ctx,
    step = me.participant ? 2 : 1;
  const trouble = state.problem ? explain(state.problem) : nothing;
  return page(
    t('join'),
    html`${
        state.invited
          ? html`<div class="certnotice">
              ${icon('mail')}
              <p>${t('invitedBy', { name: state.invited.name })}</p>
            </div>`
          : nothing
      }
      <ol class="stepsline">
        ${[1, 2].map(
          (n) =>
            html`<li aria-current=${n === step ? 'step' : nothing} class=${n < step ? 'done' : ''}>
              <b>${n < step ? icon('tick') : n}</b>${t(`step${n}`)}
            </li>`,
        )}
      </ol>
      ${step === 1 ? registration(ctx, trouble) : acceptance(ctx, trouble)}`,
    { lead: t(step === 1 ? 'joinLead' : 'offerLead') },
  );
}

/** @param {any} ctx @param {any} trouble */
function registration(ctx, trouble) {
  const {
    me: { signatory: s },
    state,
    t,
  } = ctx;
  const kinds = isForeign(s)
    ? ['LEGAL_ENTITY', 'INDIVIDUAL', 'ENTREPRENEUR']
    : s.bin
      ? ['LEGAL_ENTITY']
      : ['INDIVIDUAL', 'ENTREPRENEUR', 'SELF_EMPLOYED'];
  return card(
    t('fromCertificate'),
    html`${facts([
        [t('signerName'), s.name],
        [t('role'), ctx.t(`role.${s.role}`)],
        [t('organisation'), s.organization],
        [t('bin'), s.bin],
        [t('iin'), s.iin],
      ])}
      <fieldset class="kinds">
        <legend>${t('kind')}</legend>
        ${kinds.map(
          (k) =>
            html`<label class="choice"
              ><input
                type="radio"
                name="kind"
                value=${k}
                .checked=${state.kind === k}
                @change=${() => {
                  state.kind = k;
                  ctx.draw();
                }}
              /><span><b>${t(`kind.${k}`)}</b><small>${t(`kind.${k}.hint`)}</small></span></label
            >`,
        )}
      </fieldset>
      ${
        isForeign(s)
          ? html`<div class="joinfields">
              ${['country', 'taxId', 'name'].map((name) =>
                field({
                  id: name,
                  label: t(`form.${name}`),
                  hint: t(`form.${name}.hint`),
                  required: true,
                  value: state.form[name],
                  maxlength: name === 'country' ? 2 : 400,
                  onInput: (v) => {
                    state.form[name] = v;
                  },
                  error: state.problem?.field === name ? state.problem.detail : undefined,
                }),
              )}
            </div>`
          : nothing
      }
      ${trouble}
      <div class="row-of">
        ${button(t('register'), () => register(ctx), { kind: 'main', busy: state.busy })}
        <p class="fine">${t('registerNote')}</p>
      </div>`,
  );
}

/** @param {any} ctx @param {any} trouble */
function acceptance(ctx, trouble) {
  const { me, state, t, fmt } = ctx;
  if (!state.offer) return card(t('offer'), trouble);
  const differences = state.differences?.length
    ? html`<div class="certnotice">
        ${icon('info')}
        <p>
          ${t('differences')}:
          ${state.differences.map((/** @type {any} */ d) => `${d.typed} → ${d.certificate}`).join('; ')}
        </p>
      </div>`
    : nothing;
  if (!mayAccept(me)) {
    return html`${differences}${card(
      t('headNeeded'),
      html`<p>${t('headNeededText', { org: me.participant.name })}</p>
        <p class="fine">${t('headNeededYou', { name: me.signatory.name, role: ctx.t(`role.${me.signatory.role}`) })}</p>
        <div class="row-of">
          ${button(
            t('enterAsHead'),
            async () => {
              await signOut();
              location.assign('/sign-in');
            },
            { kind: 'main', icon: 'key' },
          )}
        </div>`,
    )}${reading(ctx)}`;
  }
  return html`${differences}${reading(ctx)}${card(
    t('acceptance'),
    html`${check({
        id: 'agree',
        label: t('agree', { org: me.participant.name }),
        hint: t('agreeHint'),
        checked: Boolean(state.agreed),
        onChange: (on) => {
          state.agreed = on;
          ctx.draw();
        },
      })}
      ${trouble}
      <div class="row-of">
        ${button(t('accept'), () => accept(ctx), {
          kind: 'main',
          icon: 'sign',
          busy: state.busy,
          why: state.agreed ? undefined : t('agreeFirst'),
          id: 'accept',
        })}
        <p class="fine">${t('acceptNote', { no: state.offer.no, date: fmt.date(state.offer.effectiveFrom) })}</p>
      </div>`,
  )}`;
}

/** Offer and policy, Kazakh beside Russian; on a phone one at a time. @param {any} ctx */
function reading(ctx) {
  const { state, t, fmt } = ctx,
    text = state.reading === 'policy' ? state.policy : state.offer;
  const column = (/** @type {'kk' | 'ru'} */ l) => {
    const name = l === 'kk' ? 'Қазақша' : 'Русский',
      words = legal(l === 'kk' ? text.textKk : text.textRu);
    return html`<article lang=${l} class=${state.shown === l ? 'shown' : ''}>
      <h3>${name}</h3>
      <div class="legaltext" tabindex="0" role="region" aria-label=${name}>${words}</div>
    </article>`;
  };
  return card(
    t(state.reading === 'policy' ? 'policy' : 'offer'),
    html`${tabs({
        label: t('texts'),
        active: state.reading ?? 'offer',
        items: [
          { id: 'offer', label: t('offer') },
          { id: 'policy', label: t('policy') },
        ],
        onPick: (id) => {
          state.reading = id;
          ctx.draw();
        },
      })}
      <p class="fine">${t('version', { no: text.no, date: fmt.date(text.effectiveFrom) })} · <b>${t('prevails')}</b></p>
      <div class="onelang">
        ${tabs({
          label: t('textLanguage'),
          active: state.shown,
          items: [
            { id: 'kk', label: 'Қазақша' },
            { id: 'ru', label: 'Русский' },
          ],
          onPick: (id) => {
            state.shown = id;
            ctx.draw();
          },
        })}
      </div>
      <div class="bilingual">${column('kk')}${column('ru')}</div>`,
  );
}

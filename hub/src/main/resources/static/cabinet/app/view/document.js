// @ts-check
// One document: what it is, what can be done, who signed, what happened. It follows the other side live.
import { html, nothing } from '../../vendor/lit-html.js';
import { badge, button, copyable, facts, problemBox, skeleton, tag } from '../parts.js';
import { askReason, confirm } from '../dialog.js';
import { icon } from '../icons.js';
import { knows } from '../i18n.js';
import { answer, needsReason, proposal, where } from '../store/answers.js';
import { onUnderway, underway } from '../store/underway.js';
import { download } from '../store/files.js';
import { needsSign } from '../store/documents.js';
import { chooseLeg, legs } from './legs.js';
import { learnt, neighbour } from './list.js';
import { load as outside, section as shownOutside, show as forward } from './outside.js';
import { proofs } from './proofs.js';
import { signature } from './signatures.js';
import { timeline } from './timeline.js';

export const parts = ['document', 'list', 'type'];
const READ_AFTER = 2000;

/** @param {any} ctx */
export async function open(ctx) {
  ctx.state.doc = await ctx.api.get(`/v1/documents/${ctx.params.number}`);
  if (ctx.closed) return;
  ctx.state.deaf ??= onUnderway((number, ended) => {
    if (number !== ctx.params.number) return;
    if (ended && !ctx.state.busy) refresh(ctx);
    ctx.draw();
  });
  ctx.behind(`/${ctx.state.doc.box}`);
  signatures(ctx);
  outside(ctx);
  ctx.api.get(`/v1/documents/${ctx.params.number}/link`).then(
    (/** @type {any} */ link) => {
      ctx.state.link = link.path;
      ctx.draw();
    },
    () => {
      /* the page of a number alone is there */
    },
  );
  clearTimeout(ctx.state.reading);
  ctx.state.reading = setTimeout(() => read(ctx), READ_AFTER);
}
/** @param {any} ctx */
export function close(ctx) {
  clearTimeout(ctx.state.reading);
  ctx.state.deaf?.();
  ctx.state.closed = true;
}
/** @param {any} ctx */
export const title = (ctx) => ctx.state.doc?.title ?? 'Center Pro';
/** @param {any} ctx */
export const reload = (ctx) => refresh(ctx);

/** @param {any} ctx */
async function signatures(ctx) {
  try {
    ctx.state.signatures = (await ctx.api.get(`/v1/documents/${ctx.params.number}/signatures`)).signatures;
    ctx.state.noSignatures = null;
  } catch (refused) {
    ctx.state.noSignatures = refused;
  }
  ctx.draw();
}
/** Two seconds in sight are a reading, told once (A8). @param {any} ctx */
async function read(ctx) {
  const d = ctx.state.doc;
  if (ctx.state.closed || d.box !== 'in' || d.readAt) return;
  if (document.visibilityState !== 'visible') {
    ctx.state.reading = setTimeout(() => read(ctx), READ_AFTER);
    return;
  }
  try {
    set(ctx, await ctx.api.post(`/v1/documents/${d.number}/receipts`, { kind: 'READ' }));
  } catch {
    /* it is told at the next opening */
  }
}
/** @param {any} ctx @param {any} d */
function set(ctx, d) {
  ctx.state.doc = d;
  learnt(d);
  ctx.draw();
}
/** @param {any} ctx */
async function refresh(ctx) {
  if (ctx.state.refreshing) {
    ctx.state.again = true;
    return;
  }
  ctx.state.refreshing = true;
  const before = JSON.stringify([ctx.state.doc.answers, ctx.state.doc.legs?.map((/** @type {any} */ l) => l.answers)]);
  try {
    set(ctx, await ctx.api.get(`/v1/documents/${ctx.params.number}`));
    if (
      before !== JSON.stringify([ctx.state.doc.answers, ctx.state.doc.legs?.map((/** @type {any} */ l) => l.answers)])
    )
      signatures(ctx);
  } catch {
    /* the next event asks again */
  }
  setTimeout(() => {
    ctx.state.refreshing = false;
    if (ctx.state.again) {
      ctx.state.again = false;
      refresh(ctx);
    }
  }, 250);
}
/** @param {any} ctx @param {any} e */
export function event(ctx, e) {
  if (e.subject !== ctx.params.number) return false;
  if (/link-/.test(e.type)) outside(ctx);
  else refresh(ctx);
  return false;
}

/** States that say by themselves why something is no longer possible. */
const EXPLAINED = [
  'SIGNED',
  'DECLINED',
  'ANNULLED',
  'EXPIRED',
  'ANNULMENT_PROPOSED',
  'CORRECTION_REQUESTED',
  'AWAITING_CONNECTION',
  'UNDELIVERABLE',
  'WITHDRAWN',
];

/** Why a thing cannot be done now, or undefined when it can. @param {any} ctx @param {string} kind */
function why(ctx, kind) {
  const d = ctx.state.doc;
  if (ctx.live.state === 'offline') return ctx.t('why.offline');
  if (kind === 'SIGNATURE' && d.size === 0) return ctx.t('why.digestOnly');
  return where(d, kind).length ? undefined : ctx.t(`why.${EXPLAINED.includes(d.status) ? d.status : 'other'}`);
}

/** @param {any} ctx @param {string} kind */
async function act(ctx, kind) {
  const { t, state } = ctx,
    d = state.doc,
    legsOpen = where(d, kind);
  if (state.busy || underway(d.number)) return;
  const leg = legsOpen.length > 1 ? await chooseLeg(ctx, kind, legsOpen) : legsOpen[0];
  if (!leg) return;
  const reason = needsReason(kind)
    ? await askReason({
        title: t(`act.${kind}`),
        text: t(`ask.${kind}`),
        label: t('reason'),
        yes: t(kind === 'CORRECTION' ? 'sendIt' : 'signAndSend'),
        danger: kind !== 'CORRECTION',
      })
    : undefined;
  if (needsReason(kind) && !reason) return;
  state.busy = kind;
  state.problem = null;
  ctx.draw();
  try {
    const made = await answer(ctx, d, kind, { leg, reason });
    if (made?.status === 'REJECTED') failed(ctx, { title: made.detail, code: made.problem });
    else if (made) {
      ctx.toast(t(made.status === 'PENDING_VALIDATION' ? 'pending' : `done.${kind}`), 'good');
      await refresh(ctx);
    }
  } catch (refused) {
    failed(ctx, refused);
  }
  state.busy = '';
  ctx.draw();
}
/** It is told where the person is now. @param {any} ctx @param {any} problem */
function failed(ctx, problem) {
  ctx.state.problem = problem;
  if (ctx.state.closed) ctx.toast(`${ctx.state.doc.title}: ${problem.title}`, 'bad');
}

/** Nobody has it there, so nobody has to agree. @param {any} ctx @param {any} leg */
async function withdraw(ctx, leg) {
  const { t, state } = ctx,
    { country, taxId, name } = leg.recipient;
  if (
    !(await confirm({
      title: t('withdrawTitle'),
      text: t('withdrawText', { who: name }),
      yes: t('withdraw'),
      danger: true,
    }))
  )
    return;
  state.problem = null;
  try {
    set(ctx, await ctx.api.post(`/v1/documents/${state.doc.number}/withdrawals`, { recipient: { country, taxId } }));
    ctx.toast(t('withdrawn'), 'good');
  } catch (refused) {
    state.problem = refused;
    await refresh(ctx);
  }
  ctx.draw();
}

/** @param {any} ctx @param {any} d */
function actions(ctx, d) {
  const { t, state } = ctx,
    proposed = where(d, 'ANNULMENT_ACCEPTANCE')[0];
  const b = (/** @type {string} */ kind, /** @type {any} */ look) =>
    button(t(`act.${kind}`), () => act(ctx, kind), {
      ...look,
      why: why(ctx, kind),
      busy: (underway(d.number) ?? state.busy) === kind,
    });
  return html`<div class="acts">
    ${
      proposed
        ? html`<div class="notice wait">
            ${icon('minus')}
            <div>
              <b>${t('proposed', { who: d.box === 'in' ? d.sender.name : proposed.recipient.name })}</b
              ><q>${proposal(proposed)?.reason}</q>
              <div class="row-of">
                ${b('ANNULMENT_ACCEPTANCE', { kind: 'danger', small: true })}${b('ANNULMENT_REFUSAL', { small: true })}
              </div>
            </div>
          </div>`
        : nothing
    }
    ${d.box === 'in' ? b('SIGNATURE', { kind: needsSign(d) ? 'main' : 'plain', icon: 'sign', key: 's' }) : nothing}
    ${d.box === 'in' ? b('REJECTION', { icon: 'close', key: 'r' }) : nothing}
    ${button(
      t('download'),
      () =>
        download(ctx.api, d).catch((refused) => {
          state.problem = refused;
          ctx.draw();
        }),
      { icon: 'download', why: d.size === 0 ? t('why.noContent') : undefined, key: 'd' },
    )}
    ${button(t('forward'), () => forward(ctx), { icon: 'mail' })}
    ${d.box === 'in' ? b('CORRECTION', { icon: 'edit' }) : nothing}${
      proposed ? nothing : b('ANNULMENT', { icon: 'minus' })
    }
  </div>`;
}

/** @param {any} ctx */
export function view(ctx) {
  const { t, fmt, state } = ctx,
    d = state.doc;
  const response =
    d.response?.required === 'SIGNATURE' && (d.box === 'in' ? needsSign(d) : d.awaiting?.length)
      ? t(d.box === 'in' ? 'asksSignature' : 'youAsked') +
        (d.response.deadline ? `, ${t('until', { at: fmt.dateTime(d.response.deadline) })}` : '')
      : null;
  const sending = underway(d.number) ? tag('info', 'send', t('sending')) : nothing;
  return html`<article class="doc" aria-label=${d.title}>
    <header>
      <div>
        <h2 tabindex="-1">${d.title}</h2>
        <p>${copyable(d.number, fmt.number20(d.number))}</p>
      </div>
      <div class="row-of">
        ${button(t('previous'), () => turn(ctx, -1), { kind: 'quiet', only: true, icon: 'up' })}${button(
          t('following'),
          () => turn(ctx, 1),
          { kind: 'quiet', only: true, icon: 'down' },
        )}${button(t('close'), () => ctx.close(), { kind: 'quiet', only: true, icon: 'close' })}
      </div>
    </header>
    <div class="row-of" aria-live="polite">
      ${badge(needsSign(d) ? 'TO_SIGN' : d.status)}${sending}${response ? html`<small>${response}</small>` : nothing}
    </div>
    ${
      d.warnings?.length
        ? html`<div class="notice wait">
            ${icon('alert')}
            <div>
              ${d.warnings.map(
                (/** @type {string} */ w) =>
                  html`<p>${t(`warning.${w}`) === `warning.${w}` ? w : t(`warning.${w}`)}</p>`,
              )}
            </div>
          </div>`
        : nothing
    }
    ${actions(ctx, d)}${problemBox(state.problem)}
    <section>
      <h3>${t('facts')}</h3>
      ${facts([
        d.details?.amount && [t('amount'), html`<b class="num">${fmt.money(d.details.amount)}</b>`],
        d.details?.number && [
          t('ownNumber'),
          d.details.date ? `${d.details.number}, ${fmt.plain(d.details.date)}` : d.details.number,
        ],
        !d.details?.number && d.details?.date && [t('ownDate'), fmt.plain(d.details.date)],
        [
          t('sender'),
          html`${d.sender.name}<br /><small class="num">${fmt.taxId(d.sender.taxId, d.sender.country)}</small>`,
        ],
        [t('fileName'), d.fileName],
        [t('size'), d.size ? fmt.bytes(d.size) : t('why.noContent')],
        [t('type'), knows(`type.${d.documentType}`) ? t(`type.${d.documentType}`) : d.documentType],
        [t('externalId'), d.externalId],
        [t('digest'), d.sha256 ? copyable(d.sha256, html`<code>SHA-256 ${d.sha256.slice(0, 20)}…</code>`) : null],
        [t('law'), d.details?.governingLaw],
        [t('registered'), html`${fmt.moment(d.registeredAt)} <small>${t('zone')}</small>`],
      ])}
    </section>
    <section>
      <h3>
        ${t('signatures')}<a href=${state.link ?? `/verify/${d.number}`} target="_blank" rel="noopener"
          >${t('evidence')}</a
        >
      </h3>
      ${
        state.signatures
          ? state.signatures.map((/** @type {any} */ item, /** @type {number} */ i) => signature(ctx, item, i))
          : !state.noSignatures
            ? skeleton(2)
            : problemBox(state.noSignatures, { retry: () => signatures(ctx) })
      }
    </section>
    ${legs(ctx, withdraw)} ${shownOutside(ctx)}
    <section aria-live="polite" aria-relevant="additions">
      <h3>${t('timeline')}</h3>
      ${timeline(ctx, d)}
    </section>
    ${proofs(ctx, d)}
  </article>`;
}

/** @param {any} ctx @param {1 | -1} by */
function turn(ctx, by) {
  const next = neighbour(ctx.params.number, by);
  if (next) ctx.go(`/d/${next}`, { replace: true });
}

export const keys = {
  s: (/** @type {any} */ ctx) => {
    if (ctx.state.doc.box === 'in' && !why(ctx, 'SIGNATURE')) act(ctx, 'SIGNATURE');
  },
  r: (/** @type {any} */ ctx) => {
    if (ctx.state.doc.box === 'in' && !why(ctx, 'REJECTION')) act(ctx, 'REJECTION');
  },
  d: (/** @type {any} */ ctx) => {
    if (ctx.state.doc.size) download(ctx.api, ctx.state.doc);
  },
  ArrowLeft: (/** @type {any} */ ctx) => turn(ctx, -1),
  ArrowRight: (/** @type {any} */ ctx) => turn(ctx, 1),
};

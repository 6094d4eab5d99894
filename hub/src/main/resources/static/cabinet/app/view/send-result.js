// @ts-check
// One signing for all, then the result of each document as it comes.
import { html, nothing } from '../../vendor/lit-html.js';
import { repeat } from '../../vendor/directives/repeat.js';
import { icon } from '../icons.js';
import { badge, button, linkButton, page, problemBox, tag } from '../parts.js';
import { say } from '../toast.js';
import { nameOf } from '../store/parties.js';

/** Signs what has no signature, in one window, and sends each lot as soon as it is signed. @param {any} ctx @param {any} work */
export async function signAndSend(ctx, work) {
  const { sender } = work,
    { t } = ctx;
  const rows = sender.rows.filter((/** @type {any} */ row) => !row.signature);
  Object.assign(work, { busy: true, problem: null });
  rows.forEach((/** @type {any} */ row) => {
    row.state = 'signing';
    row.problem = undefined;
  });
  ctx.draw();
  const keep = (/** @type {any[]} */ lot) => {
    for (const { id, cms } of lot) {
      const row = rows.find((/** @type {any} */ each) => each.id === id);
      if (row && cms && !row.signature) Object.assign(row, { signature: cms, state: 'waiting' });
    }
    sender.run();
  };
  try {
    const items = rows.map((/** @type {any} */ row) => ({
      id: row.id,
      title: row.metadata.title,
      size: row.file.size,
      mediaType: row.file.type,
      bytes: async () => new Uint8Array(await row.file.arrayBuffer()),
    }));
    const signed = items.length
      ? await ctx.sign.sign(items, { purpose: 'DOCUMENT', title: t('signing', { n: items.length }), onSigned: keep })
      : [];
    keep(signed);
    work.problem = signed.find((/** @type {any} */ each) => each.error)?.error ?? null;
  } catch (failed) {
    work.problem = failed;
  }
  rows.forEach((/** @type {any} */ row) => {
    if (!row.signature) row.state = 'unsigned';
  });
  await sender.run();
  work.busy = false;
  say(
    t('summaryOf', {
      done: sender.count('registered'),
      pending: sender.count('pending'),
      failed: sender.failed.length,
    }),
  );
}

/** @param {any} ctx @param {any} work */
async function again(ctx, work) {
  for (const row of work.sender.failed) {
    if (/^(signature_|certificate_|signer_|regime_)/.test(row.problem?.code ?? '')) row.signature = null;
    row.problem = undefined;
    row.state = row.signature ? 'waiting' : 'unsigned';
  }
  await signAndSend(ctx, work);
  ctx.draw();
}

/** What to do about a refusal, beside its words. @param {any} ctx @param {any} row */
const refusal = (ctx, row) => {
  const { t } = ctx,
    p = row.problem,
    code = p?.code ?? '';
  const todo = t(`todo.${code}`),
    name = row.to.find((/** @type {any} */ r) => r.taxId === p?.body?.taxId);
  return html`<div class="why">
    <b>${p?.title ?? p?.message ?? t('notSigned')}</b>${name ? html` <span>${nameOf(name)}</span>` : nothing}
    ${todo !== `todo.${code}` ? html`<p>${todo}</p>` : p?.detail ? html`<p lang="en">${p.detail}</p>` : nothing}
    ${p?.status === 402 ? linkButton(t('topUp'), '/money', { small: true, icon: 'money' }) : nothing}${
      code === 'recipient_unknown' ? linkButton(t('invite'), '/parties', { small: true, icon: 'mail' }) : nothing
    }
  </div>`;
};

/** @param {any} ctx @param {any} row */
function stateOf(ctx, row) {
  const { t } = ctx;
  switch (row.state) {
    case 'registered':
      return badge(
        row.delivered >= row.to.length
          ? 'DELIVERED'
          : row.awaiting >= row.to.length
            ? 'AWAITING_CONNECTION'
            : 'REGISTERED',
      );
    case 'pending':
      return badge('PENDING_VALIDATION');
    case 'sending':
      return tag('info', 'send', t('s.sending'));
    case 'signing':
      return tag('info', 'sign', t('s.signing'));
    case 'retry':
      return tag('wait', 'clock', t('s.retry', { n: Math.max(1, Math.ceil((row.again - Date.now()) / 1000)) }));
    case 'refused':
      return tag('bad', 'alert', t('s.refused'));
    case 'unsigned':
      return tag('still', 'sign', t('s.unsigned'));
    default:
      return tag('still', 'clock', t('s.waiting'));
  }
}

/** @param {any} ctx @param {any} row */
const line = (ctx, row) =>
  html`<li class="sent ${row.state}">
    <div class="what">
      <b>${row.metadata.title}</b
      ><small>${row.to.length === 1 ? nameOf(row.to[0]) : ctx.t('toMany', { n: row.to.length })} · ${row.name}</small>
    </div>
    <div class="number">
      ${row.number ? html`<a class="num" href="/d/${row.number}">${ctx.fmt.number20(row.number)}</a>` : nothing}
    </div>
    <div>${stateOf(ctx, row)}</div>
    ${row.state === 'refused' || row.problem ? refusal(ctx, row) : nothing}${
      row.state === 'pending' ? html`<p class="why">${ctx.t('pendingNote')}</p>` : nothing
    }
    ${
      row.awaiting && row.delivered < row.to.length
        ? html`<p class="why">${icon('clock')} ${ctx.t('waits', { n: row.awaiting })}</p>`
        : nothing
    }
    ${row.shown.map(
      (/** @type {any} */ x) =>
        html`<p class="why">
          ${badge(x.state)} ${x.address}${x.problem ? html` <span>${x.problem.title}</span>` : nothing}
        </p>`,
    )}
    ${
      row.warnings.length
        ? html`<p class="why">
            ${icon('info')} ${row.warnings.map((/** @type {string} */ w) => ctx.t(`warning.${w}`)).join(' ')}
          </p>`
        : nothing
    }
  </li>`;

/** @param {any} ctx @param {any} work @param {{again: () => void, back: () => void}} act */
export function resultView(ctx, work, act) {
  const { t, fmt } = ctx,
    { sender } = work,
    all = sender.rows.length,
    done = sender.count('registered', 'pending'),
    failed = sender.failed.length;
  const shown = work.filter === 'failed' ? sender.failed : sender.rows;
  const over = !work.busy;
  return page(
    over
      ? t(failed === 0 ? 'allSent' : done === 0 ? 'noneSent' : 'someSent', { n: done })
      : t('sendingTitle', { n: all }),
    html` <section class="card outcome" aria-live="off">
        <div class="track"><progress max=${all} .value=${done + failed} aria-label=${t('progress')}></progress></div>
        <p class="counts">
          <span class="num">${t('progressOf', { done: fmt.number(done + failed), all: fmt.number(all) })}</span>
          <span class="good num">${icon('tick')}${t('count.registered', { n: sender.count('registered') })}</span>
          ${
            sender.count('pending')
              ? html`<span class="wait num"
                  >${icon('clock')}${t('count.pending', { n: sender.count('pending') })}</span
                >`
              : nothing
          }${failed ? html`<span class="bad num">${icon('alert')}${t('count.failed', { n: failed })}</span>` : nothing}
        </p>
        ${work.problem?.kind ? nothing : problemBox(work.problem)}
        <div class="row-of">
          ${
            work.busy
              ? button(t('stop'), () => sender.stop(), { icon: 'pause', disabled: !sender.running })
              : html` ${
                  failed
                    ? button(t('againN', { n: failed }), () => again(ctx, work), { kind: 'main', icon: 'refresh' })
                    : nothing
                }
                ${
                  done
                    ? button(t('sendMore'), act.again, { kind: failed ? 'plain' : 'main', icon: 'send' })
                    : button(t('backToDraft'), act.back, { icon: 'left' })
                }
                ${linkButton(t('toOutbox'), '/out', { icon: 'outbox' })}`
          }
          ${
            failed && done
              ? button(
                  t('onlyFailed'),
                  () => {
                    work.filter = work.filter === 'failed' ? 'all' : 'failed';
                    ctx.draw();
                  },
                  { kind: 'quiet', icon: 'filter', pressed: work.filter === 'failed' },
                )
              : nothing
          }
        </div>
      </section>
      <section class="card">
        <ul class="sentlist">
          ${repeat(
            shown.slice(0, work.most ?? 200),
            (/** @type {any} */ row) => row.id,
            (/** @type {any} */ row) => line(ctx, row),
          )}
        </ul>
        ${
          shown.length > (work.most ?? 200)
            ? html`<div class="pager">
                ${button(t('more'), () => {
                  work.most = (work.most ?? 200) + 500;
                  ctx.draw();
                })}
              </div>`
            : nothing
        }
      </section>`,
    {},
  );
}

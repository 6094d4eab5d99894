// @ts-check
/**
 * Signs many documents: the signer asks once and signs in lots of fifty; every document has its own key and its own result, so that it
 * goes on after errors and a repeat does nothing twice. What is done stays done when the dialog is closed.
 */
import { html, nothing } from '../../vendor/lit-html.js';
import { button, problemBox } from '../parts.js';
import { ask, frame } from '../dialog.js';
import { icon } from '../icons.js';
import { bytesOf } from '../store/files.js';
import { sendOff } from '../store/underway.js';
import { needsSign } from '../store/documents.js';

const LOT = 200; // for one asking of the signer
const BYTES = 64 * 1024 * 1024; // of them in memory at a time
const AT_ONCE = 4;

/** @typedef {{d: any, state: 'waits' | 'fetched' | 'signed' | 'sending' | 'done' | 'pending' | 'failed' | 'skipped', bytes?: Uint8Array, cms?: string, problem?: any}} Item */

/** @param {any} ctx @param {any[]} docs @param {(number: string) => void} done */
export async function bulkSign(ctx, docs, done) {
  const { t } = ctx;
  /** @type {Item[]} */ const items = docs.filter(needsSign).map((d) => ({ d, state: 'waits' }));
  if (items.length === 0) {
    ctx.toast(t('noneToSign'));
    return;
  }
  const run = { items, on: false, stop: false, sending: Promise.resolve(), problem: /** @type {any} */ (null) };
  let planned = false;
  await ask(
    (dialog) => {
      // Each of thousands changes its state some times; once a frame is enough to see it.
      const calm = {
        ...dialog,
        draw: () => {
          if (planned) return;
          planned = true;
          requestAnimationFrame(() => {
            planned = false;
            dialog.draw();
          });
        },
      };
      return view(ctx, calm, run, done);
    },
    { wide: true },
  );
  run.stop = true;
  ctx.draw();
}

/** What they are worth, where it is said; exact. @param {Item[]} items */
function worth(items) {
  let tiyn = 0n;
  for (const { d } of items)
    if (d.details?.amount && (d.details.amount.currency ?? 'KZT') === 'KZT') {
      const [whole, cents = ''] = String(d.details.amount.amount).split('.');
      tiyn += BigInt(whole + cents.padEnd(2, '0').slice(0, 2));
    }
  return tiyn ? { amount: `${tiyn / 100n}.${String(tiyn % 100n).padStart(2, '0')}`, currency: 'KZT' } : null;
}

/** @param {any} run @param {string} state */
const count = (run, ...state) => run.items.filter((/** @type {Item} */ i) => state.includes(i.state)).length;

/** @param {any} ctx @param {import('../dialog.js').Dialog} dialog @param {any} run @param {any} done */
async function go(ctx, dialog, run, done) {
  run.on = true;
  run.stop = false;
  run.problem = null;
  for (const item of run.items)
    if (item.state === 'failed') {
      if (/^(signature_|certificate_|signer_|regime_)/.test(item.problem?.code ?? '')) item.cms = undefined; // as it is, it would be refused again
      item.state = item.cms ? 'signed' : 'waits';
    }
  dialog.draw();
  while (!run.stop) {
    const lot = run.items.filter((/** @type {Item} */ i) => i.state === 'waits' || i.state === 'signed').slice(0, LOT);
    if (lot.length === 0) break;
    let bytes = 0;
    await each(
      lot.filter((i) => i.state === 'waits'),
      run,
      async (i) => {
        if (bytes < BYTES) {
          await fetched(ctx, i, dialog);
          bytes += i.bytes?.length ?? 0;
        }
      },
    );
    const ready = lot.filter((i) => i.state === 'fetched');
    if (run.stop) {
      ready.forEach((i) => {
        i.state = 'waits';
      });
      break;
    }
    const goOn = ready.length === 0 || (await signed(ctx, ready, run, dialog, (i) => sent(ctx, i, dialog, done)));
    await run.sending;
    await each(
      lot.filter((i) => i.state === 'signed'),
      run,
      (i) => sent(ctx, i, dialog, done),
    );
    if (!goOn) break;
  }
  run.on = false;
  dialog.draw();
}

/** A few at once. @param {Item[]} items @param {any} run @param {(i: Item) => Promise<void>} what */
async function each(items, run, what) {
  const rest = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let i = rest.shift(); i && !run.stop; i = rest.shift()) await what(i);
    }),
  );
}

/** As it is now: what was annulled meanwhile is left out, with the reason. @param {any} ctx @param {Item} item @param {any} dialog */
async function fetched(ctx, item, dialog) {
  try {
    Object.assign(item.d, await ctx.api.get(`/v1/documents/${item.d.number}`));
    if (!needsSign(item.d)) {
      item.state = 'skipped';
      item.problem = { title: ctx.t(`status.${item.d.status}`) };
    } else {
      item.bytes = await bytesOf(ctx.api, item.d);
      item.state = 'fetched';
    }
  } catch (refused) {
    item.state = 'failed';
    item.problem = refused;
  }
  dialog.draw();
}

/** @param {any} ctx @param {Item[]} lot @param {any} run @param {any} dialog @param {(i: Item) => Promise<void>} send each lot goes off while the next is signed @returns {Promise<boolean>} false when the person does not want to go on */
async function signed(ctx, lot, run, dialog, send) {
  let results;
  const take = (/** @type {any[]} */ some) => {
    const items = some.map(({ id, cms }) => {
      const item = /** @type {Item} */ (lot.find((i) => i.d.number === id));
      Object.assign(item, { cms, state: 'signed', bytes: undefined });
      return item;
    });
    run.sending = run.sending.then(() => each(items, run, send));
  };
  try {
    results = await ctx.sign.sign(
      lot.map((i) => ({ id: i.d.number, title: i.d.title, bytes: i.bytes })),
      { title: ctx.t('bulkTitle', { n: lot.length }), purpose: 'DOCUMENT', onSigned: take },
    );
  } catch (refused) {
    run.problem = refused;
    results = [];
  }
  for (const item of lot) {
    const result = results.find((/** @type {any} */ r) => r.id === item.d.number);
    item.bytes = undefined;
    if (item.cms) continue;
    if (result?.cms) {
      item.cms = result.cms;
      item.state = 'signed';
    } else if (result?.error?.kind === 'tooLarge') {
      item.state = 'failed';
      item.problem = { title: ctx.t('tooLarge') };
    } else item.state = 'waits';
  }
  dialog.draw();
  return !lot.some((i) => i.state === 'waits');
}

/** @param {any} ctx @param {Item} item @param {any} dialog @param {any} done */
async function sent(ctx, item, dialog, done) {
  if (item.state !== 'signed') return;
  item.state = 'sending';
  try {
    const made = await sendOff(item.d.number, 'SIGNATURE', '', (key) =>
      ctx.api.post(`/v1/documents/${item.d.number}/signatures`, { signature: item.cms }, { key }),
    );
    if (made.status === 'REJECTED') {
      Object.assign(item, { state: 'failed', problem: { title: made.detail, code: made.problem }, cms: undefined });
      return dialog.draw();
    }
    item.state = made.status === 'PENDING_VALIDATION' ? 'pending' : 'done';
    done(item.d.number);
  } catch (refused) {
    item.problem = refused;
    item.state = /** @type {any} */ (refused).status === 409 ? 'skipped' : 'failed';
    if (/** @type {any} */ (refused).retryAfter)
      await new Promise((go) => setTimeout(go, Math.min(10, /** @type {any} */ (refused).retryAfter) * 1000));
  }
  dialog.draw();
}

/** To be seen first, the last of them above all. */
const BAD = ['skipped', 'failed'];
const LOOKS = {
  waits: ['clock', 'still'],
  fetched: ['file', 'still'],
  signed: ['sign', 'info'],
  sending: ['send', 'info'],
  done: ['tick', 'good'],
  pending: ['clock', 'wait'],
  failed: ['alert', 'bad'],
  skipped: ['minus', 'wait'],
};

/** @param {any} ctx @param {import('../dialog.js').Dialog} dialog @param {any} run @param {any} done */
function view(ctx, dialog, run, done) {
  const { t } = ctx,
    n = run.items.length,
    ok = count(run, 'done', 'pending'),
    bad = count(run, 'failed'),
    skipped = count(run, 'skipped'),
    over = ok + bad + skipped,
    senders = new Set(run.items.map((/** @type {Item} */ i) => i.d.sender.taxId)).size,
    sum = worth(run.items);
  const start = () => go(ctx, dialog, run, done);
  const me = ctx.me.signatory;
  return frame(dialog, {
    title: t('bulkTitle', { n }),
    lead: html`${
      me ? html`${t('signer')}: ${me.name}, ${t(`role.${me.role}`)} · ` : nothing
    }${t('senders', { n: senders })}${sum ? html` · ${t('worth')} <b class="num">${ctx.fmt.money(sum)}</b>` : nothing}`,
    body: html`<div
        class="progress"
        role="progressbar"
        aria-label=${t('bulkTitle', { n })}
        aria-valuemin="0"
        aria-valuemax=${n}
        aria-valuenow=${over}
      >
        <progress max=${n} .value=${over}></progress>
      </div>
      <p class="num" role="status">
        ${t('bulkState', { over, n, ok, bad })}${skipped ? ` · ${t('bulkSkipped', { n: skipped })}` : nothing}
      </p>
      ${problemBox(run.problem)}
      <ul class="lot">
        ${[...run.items]
          .sort((a, b) => BAD.indexOf(b.state) - BAD.indexOf(a.state))
          .slice(0, 300)
          .map((/** @type {Item} */ i) => {
            const [picture, tone] = LOOKS[i.state];
            return html`<li>
              <span class="dot ${tone}">${icon(picture)}</span>
              <div>
                <b>${i.d.title}</b><small>${i.d.sender.name}</small>${
                  i.problem && /failed|skipped/.test(i.state)
                    ? html`<small class="badword"
                        >${i.problem.title ?? i.problem.message}${
                          i.problem.detail ? html` · <span lang="en">${i.problem.detail}</span>` : nothing
                        }</small
                      >`
                    : nothing
                }
              </div>
              <small>${t(`item.${i.state}`)}</small>
            </li>`;
          })}
      </ul>`,
    buttons: html`${
      run.on
        ? button(
            t('stop'),
            () => {
              run.stop = true;
              dialog.draw();
            },
            { icon: 'pause', busy: run.stop },
          )
        : nothing
    }
    ${
      !run.on && bad > 0 && count(run, 'waits') === 0
        ? button(t('retryN', { n: bad }), start, { icon: 'refresh', kind: 'main' })
        : nothing
    }
    ${
      !run.on && count(run, 'waits', 'signed') > 0
        ? button(t(over ? 'goOn' : 'signN', { n: count(run, 'waits', 'signed') }), start, {
            icon: 'sign',
            kind: 'main',
          })
        : nothing
    }
    ${
      run.on
        ? nothing
        : button(t(over === n ? 'ready' : 'close'), () => dialog.close(), {
            kind: over === n && bad === 0 ? 'main' : 'plain',
          })
    }`,
  });
}

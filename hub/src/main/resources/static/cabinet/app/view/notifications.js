// @ts-check
// What the participant was told. A notice never changes; that it was read is noted once, and so is how it was sent (clause 7.1.6).
import { html, nothing } from '../../vendor/lit-html.js';
import { button, empty, facts, linkButton, page, pager, table, tag } from '../parts.js';
import { icon } from '../icons.js';
import { frame } from '../dialog.js';

export const parts = ['notifications'];
const pictures = {
  DOCUMENT: 'file',
  OFFER: 'shield',
  ANNOUNCEMENT: 'info',
  TARIFF: 'clock',
  QUOTA: 'chart',
  BALANCE: 'money',
  PAYMENT: 'money',
  INVOICE: 'file',
  READING: 'eye',
};
const picture = (/** @type {string} */ kind) => pictures[/** @type {'QUOTA'} */ (kind.split('_')[0])] ?? 'bell';

/** Notices are made from events, a moment after them, later on a busy hub: looked for again after so long. */
const LOOKS = [1500, 4000, 10_000];

/** @param {any} ctx */
async function load(ctx) {
  const all = await ctx.api.get('/v1/notifications?limit=50'),
    s = ctx.state;
  const fresh = new Set(all.items.map((/** @type {any} */ n) => n.id));
  const older =
    s.items?.filter((/** @type {any} */ n) => !fresh.has(n.id) && n.placedAt < all.items.at(-1)?.placedAt) ?? [];
  Object.assign(s, { items: [...all.items, ...older], unread: all.unread, next: older.length ? s.next : all.next });
  ctx.badge('notifications', all.unread);
}
/** @param {any} ctx */
export async function open(ctx) {
  await load(ctx);
  soon(ctx);
  if (ctx.query.id) named(ctx, ctx.query.id);
}
/** An e-mail leads to its notice, however old it is. @param {any} ctx @param {string} id */
async function named(ctx, id) {
  ctx.setQuery({ id: '' });
  try {
    await show(
      ctx,
      ctx.state.items.find((/** @type {any} */ n) => n.id === id) ??
        (await ctx.api.get(`/v1/notifications/${encodeURIComponent(id)}`)),
    );
  } catch (failed) {
    ctx.toast(/** @type {any} */ (failed).title, 'bad');
  }
}
export const reload = load;
/** @param {any} ctx @param {number} [turn] */
function soon(ctx, turn = 0) {
  clearTimeout(ctx.state.soon);
  ctx.state.soon = setTimeout(async () => {
    try {
      await load(ctx);
      ctx.draw();
    } catch {
      /* at the next look */
    }
    if (turn + 1 < LOOKS.length && !ctx.closed) soon(ctx, turn + 1);
  }, LOOKS[turn]);
}
/** While events come one after the other the first look is not put off. @param {any} ctx */
export function event(ctx) {
  if (Date.now() - (ctx.state.asked ?? 0) > LOOKS[0]) {
    ctx.state.asked = Date.now();
    soon(ctx);
  }
  return false;
}
export const close = (/** @type {any} */ ctx) => clearTimeout(ctx.state.soon);

/** @param {any} ctx */
async function more(ctx) {
  const next = await ctx.api.get(`/v1/notifications?limit=50&after=${encodeURIComponent(ctx.state.next)}`);
  ctx.state.items.push(...next.items);
  ctx.state.next = next.next;
  ctx.draw();
}

/** @param {any} ctx @param {any} n */
async function read(ctx, n) {
  if (n.readAt || n.reading) return;
  n.reading = true;
  try {
    Object.assign(n, await ctx.api.post(`/v1/notifications/${n.id}/read`));
    ctx.badge('notifications', (ctx.state.unread = Math.max(0, ctx.state.unread - 1)));
  } catch {
    /* it stays unread: when it was read the hub says alone */
  }
  n.reading = false;
  ctx.draw();
}
/** One after the other: each is a fact of its own. @param {any} ctx */
async function readAll(ctx) {
  for (const n of ctx.state.items.filter((/** @type {any} */ x) => !x.readAt)) await read(ctx, n);
}

/** How a dispatch ended. @param {any} ctx @param {any} x */
const ended = (ctx, x) =>
  tag(
    x.state === 'SENT' ? 'good' : x.state === 'DEAD' ? 'bad' : 'wait',
    x.state === 'SENT' ? 'tick' : x.state === 'DEAD' ? 'alert' : 'clock',
    ctx.t(`dispatch.${x.state}`),
  );

/** The notice and its proof. @param {any} ctx @param {any} n */
function show(ctx, n) {
  const { t, fmt, api } = ctx;
  const noted = read(ctx, n);
  return ctx.ask(
    (/** @type {any} */ d) => {
      d.state.asked ??= noted
        .then(() => api.get(`/v1/notifications/${n.id}`))
        .then(
          (/** @type {any} */ whole) => {
            d.state.it = whole;
            d.draw();
          },
          () => {},
        );
      const it = d.state.it ?? n;
      return frame(d, {
        title: it.subject,
        lead: fmt.dateTime(it.eventAt),
        body: html`<p>${it.text}</p>
          ${
            it.prevailing
              ? html`<details>
                  <summary>${t('prevailing')}</summary>
                  <p lang="ru"><b>${it.prevailing.subject}</b><br />${it.prevailing.text}</p>
                </details>`
              : nothing
          }
          ${
            it.dispatches?.length
              ? table({
                  caption: t('sent'),
                  rows: it.dispatches,
                  columns: [
                    {
                      key: 'channel',
                      label: t('channel'),
                      cell: (x) => html`${t(`channel.${x.channel}`)} <small>${x.target}</small>`,
                    },
                    { key: 'state', label: t('state'), cell: (x) => ended(ctx, x) },
                    {
                      key: 'reply',
                      label: t('reply'),
                      wide: true,
                      cell: (x) => {
                        const last = x.attempts.at(-1);
                        return last
                          ? html`<code>${last.code ?? ''} ${last.reply}</code> <small>${fmt.dateTime(last.at)}</small>`
                          : (x.reason ??
                              (x.state === 'QUEUED' && x.nextAttemptAt
                                ? t('waitsUntil', { time: fmt.dateTime(x.nextAttemptAt) })
                                : '—'));
                      },
                    },
                  ],
                })
              : nothing
          }
          <details>
            <summary>${t('proof')}</summary>
            ${facts([
              [t('placed'), fmt.moment(it.placedAt)],
              [t('readAt'), it.readAt ? fmt.moment(it.readAt) : '—'],
              ['SHA-256', html`<code>${it.sha256}</code>`],
            ])}
          </details>`,
        buttons: html`${
          it.document
            ? linkButton(t('openDocument'), `/d/${it.document}`, { kind: 'main', icon: 'file' })
            : it.kind.startsWith('READING')
              ? linkButton(t('openReaders'), '/settings/organisation?tab=readers', { kind: 'main', icon: 'eye' })
              : nothing
        }`,
      });
    },
    { wide: true },
  );
}

/** @param {any} ctx */
export function view(ctx) {
  const { state: s, t, fmt } = ctx;
  const line = (/** @type {any} */ n) =>
    html`<li class=${n.readAt ? '' : 'fresh'}>
      <button type="button" @click=${() => show(ctx, n)}>
        ${icon(picture(n.kind))}
        <span class="words"
          ><b>${n.readAt ? nothing : html`<span class="unseen">${t('unread')}: </span>`}${n.subject}</b
          ><span>${n.text}</span></span
        ><time datetime=${n.placedAt}>${fmt.day(n.eventAt)}</time>
      </button>
    </li>`;
  return page(
    t('title'),
    s.items.length
      ? html`<section class="card flush">
            <ul class="notices">
              ${s.items.map(line)}
            </ul>
          </section>
          ${pager({ more: Boolean(s.next), onMore: () => more(ctx) })}`
      : html`<section class="card">${empty({ icon: 'bell', title: t('none'), text: t('noneText') })}</section>`,
    {
      lead: s.unread ? t('unreadN', { n: s.unread }) : nothing,
      actions: html`${s.unread ? button(t('readAll'), () => readAll(ctx), { icon: 'tick' }) : nothing}${linkButton(
        t('settings'),
        '/settings/notifications',
        { icon: 'settings' },
      )}`,
    },
  );
}

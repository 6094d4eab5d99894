// @ts-check
// Everything that happens in the box, as it happens. Too loud for a live region: a screen reader hears a sum every ten seconds.
import { html, nothing, svg } from '../../vendor/lit-html.js';
import { button, empty } from '../parts.js';
import { keyOf } from '../letters.js';
import { icon, look } from '../icons.js';
import { say } from '../toast.js';
import { KINDS, remembered } from '../store/activity.js';
import { live } from '../live.js';
import { Window } from './rows.js';

export const parts = ['activity'];
const LOOKS = {
  'document.registered': 'REGISTERED',
  'document.refused': 'REJECTED',
  'document.arrived': 'DELIVERED',
  'document.delivered': 'DELIVERED',
  'document.received': 'RECEIVED',
  'document.read': 'READ',
  'document.undeliverable': 'UNDELIVERABLE',
  'document.withdrawn': 'WITHDRAWN',
  'document.link-sent': 'EXTERNAL_SENT',
  'document.link-viewed': 'EXTERNAL_VIEWED',
  'document.signed': 'SIGNED',
  'document.declined': 'DECLINED',
  'document.correction-requested': 'CORRECTION_REQUESTED',
  'document.annulment-proposed': 'ANNULMENT_PROPOSED',
  'document.annulled': 'ANNULLED',
  'document.annulment-refused': 'ANNULMENT_REFUSED',
  'document.expired': 'EXPIRED',
};
/** What is not of a document. */
const OTHER = {
  billing: 'money',
  announcement: 'bell',
  counterparty: 'parties',
  delegation: 'key',
  account: 'building',
};
/** Some names are told in each language. @param {any} x */
const told = (x) => (typeof x === 'object' ? (x?.[document.documentElement.lang] ?? x?.ru) : x);
/** @type {any} outlives the screen */ const s = { kind: '', limit: Infinity, paused: false, told: 0, win: null };

/** @param {any} ctx */
export async function open(ctx) {
  s.log = remembered();
  s.win = new Window(
    () => ctx.draw(),
    (e, row) => {
      if (keyOf(e) !== 'p') return false;
      pause(ctx);
      return Boolean(row) || true;
    },
  );
  s.told = s.log.total;
  ctx.state.beat = setInterval(() => ctx.draw(), 1000);
  ctx.state.sum = setInterval(() => {
    const n = s.log.total - s.told;
    s.told = s.log.total;
    if (n > 0) say(ctx.t('sum', { n }));
  }, 10_000);
  await s.log.before(ctx.api).catch(() => {
    /* the live part is there all the same */
  });
}
/** @param {any} ctx */
export function close(ctx) {
  clearInterval(ctx.state.beat);
  clearInterval(ctx.state.sum);
}
export const event = () => true;

/** @param {any} ctx */
function pause(ctx) {
  s.paused = !s.paused;
  s.limit = s.paused ? s.log.total : Infinity;
  ctx.draw();
}

/** Lines with the times without connection between them, newest first. */
function shown() {
  const want = s.kind ? KINDS[/** @type {keyof typeof KINDS} */ (s.kind)] : null;
  const lines = s.log.lines.filter((/** @type {any} */ l) => l.n <= s.limit && (!want || want.test(l.kind))).reverse();
  for (const gap of live.gaps) {
    const i = lines.findIndex((/** @type {any} */ l) => l.at < gap.from);
    lines.splice(i < 0 ? lines.length : i, 0, { n: `gap-${gap.from}`, gap, at: gap.from });
  }
  return lines;
}

/** @param {any} ctx @param {any} l */
function cells(ctx, l) {
  const { t, fmt } = ctx;
  if (l.gap)
    return html`<time class="num" role="gridcell">${fmt.time(l.gap.from, true)}</time
      ><span class="what" role="gridcell"><span class="tag wait">${icon('plug')}${t('gap')}</span></span
      ><span class="about" role="gridcell"
        >${t('gapText', { from: fmt.time(l.gap.from, true), to: fmt.time(l.gap.to, true), n: l.gap.events })}</span
      >`;
  const [picture, tone] = look(LOOKS[/** @type {keyof typeof LOOKS} */ (l.kind)] ?? ''),
    d = l.e.data ?? {};
  const word = t(`on.${l.kind}`);
  const own = OTHER[/** @type {keyof typeof OTHER} */ (l.kind.split('.')[0])];
  const tag = html`<span class="what" role="gridcell"
    ><span class="tag ${own ? 'info' : tone}"
      >${icon(own ?? picture)}${word === `on.${l.kind}` ? l.kind : word}</span
    ></span
  >`;
  if (l.group)
    return html`<time class="num" role="gridcell">${fmt.time(l.at, true)}</time>${tag}<span
        class="about num"
        role="gridcell"
        >${t('grouped', { n: l.group })}</span
      >`;
  const name =
    d.sender?.name ??
    d.recipient?.name ??
    d.address ??
    d.by?.name ??
    (d.reader ? `${d.owner.name} → ${d.reader.name}` : undefined) ??
    d.recipients?.map((/** @type {any} */ r) => r.name).join(', ') ??
    '';
  return html`<time class="num" role="gridcell" datetime=${l.e.time} title=${fmt.moment(l.e.time)}
      >${fmt.time(l.e.time, true)}</time
    >${tag}<span class="about" role="gridcell"
      >${name ? html`<span class="who">${name}</span>` : nothing}<b>${told(d.title ?? d.name) ?? (d.number ? `№ ${d.number}` : '')}</b>${
        d.volume
          ? html`<span class="num">${fmt.number(d.used)} / ${fmt.number(d.volume)}</span>`
          : d.daysLeft === undefined
            ? nothing
            : fmt.date(d.endsAt)
      }${
        d.amount ? html` <span class="num">${fmt.money(d.amount)}</span>` : nothing
      }${d.reason ? html` <q>${d.reason}</q>` : nothing}</span
    >`;
}

/** Events in each of the last sixty seconds. @param {any} ctx */
function bars(ctx) {
  const n = s.log.perMinute(),
    max = Math.max(4, ...s.log.rate);
  return html`<div class="rate">
    <svg viewBox="0 0 240 32" role="img" aria-label=${ctx.t('rate', { n })}>
      ${s.log.rate.map((/** @type {number} */ v, /** @type {number} */ i) => {
        const h = Math.max(1.5, (v / max) * 31);
        return svg`<rect x=${i * 4} y=${32 - h} width="3" height=${h} rx="1" class=${v ? 'on' : ''}></rect>`;
      })}</svg
    ><span class="num">${ctx.t('rate', { n })}</span>
  </div>`;
}

/** @param {any} ctx */
export function view(ctx) {
  const { t } = ctx,
    win = s.win;
  if (!s.paused) s.limit = win.scrolled || win.inHand ? (s.limit === Infinity ? s.log.total : s.limit) : Infinity;
  const lines = shown(),
    missed = s.limit === Infinity ? 0 : s.log.total - s.limit;
  queueMicrotask(() => win.place(lines.length));
  return html`<div class="list feed">
    <div class="head">
      <h1 tabindex="-1">${t('title')}</h1>
      ${bars(ctx)}
      ${button(s.paused ? t('resume') : t('pause'), () => pause(ctx), {
        icon: s.paused ? 'play' : 'pause',
        pressed: s.paused,
        key: 'p',
      })}
    </div>
    <div class="chips" role="group" aria-label=${t('show')}>
      ${['', ...Object.keys(KINDS)].map(
        (k) =>
          html`<button
            type="button"
            class="chip"
            aria-pressed=${String(s.kind === k)}
            @click=${() => {
              s.kind = k;
              win.toTop();
              ctx.draw();
            }}
          >
            ${t(k ? `kind.${k}` : 'all')}
          </button>`,
      )}
    </div>
    ${
      missed > 0
        ? html`<button
            class="pill"
            @click=${() => {
              s.paused = false;
              s.limit = Infinity;
              win.touched = 0;
              win.toTop();
              ctx.draw();
            }}
          >
            ${icon('up')}${t('missed', { n: missed })}
          </button>`
        : nothing
    }
    ${
      lines.length
        ? win.view({
            count: lines.length,
            at: (/** @type {number} */ i) => lines[i],
            id: (/** @type {any} */ l) => String(l.n),
            label: t('title'),
            open: (/** @type {any} */ l) => {
              if (l.e && /^document\./.test(l.kind) && /^\d{20}$/.test(l.e.subject) && !l.group)
                ctx.go(`/d/${l.e.subject}`);
            },
            cells: (/** @type {any} */ l) => cells(ctx, l),
            cls: (/** @type {any} */ l) => (Date.now() - l.at < 1600 ? 'fresh' : ''),
          })
        : empty({ icon: 'activity', title: t('quiet'), text: t('quietText') })
    }
  </div>`;
}
export const keys = { p: pause };

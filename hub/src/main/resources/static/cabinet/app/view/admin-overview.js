// @ts-check
// How this node is, read anew every five seconds while the page is in sight.
import { html, nothing } from '../../vendor/lit-html.js';
import { table, tag } from '../parts.js';

const EVERY = 5000;
/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  await read(ctx, s);
  clearInterval(s.timer);
  s.timer = setInterval(() => {
    if (!document.hidden)
      read(ctx, s).then(
        () => ctx.draw(),
        () => {
          s.late = true;
          ctx.draw();
        },
      );
  }, EVERY);
}
export const close = (/** @type {any} */ ctx, /** @type {any} */ s) => clearInterval(s?.timer);
/** @param {any} ctx @param {any} s */
async function read(ctx, s) {
  const it = await ctx.api.get('/v1/admin/state');
  Object.assign(s, { before: s.it, it, late: false });
}

/** @param {any} it @param {string} name @param {Record<string, string>} [labels] */
const all = (it, name, labels = {}) =>
  (it?.measurements ?? []).filter(
    (/** @type {any} */ m) => m.name === name && Object.entries(labels).every(([k, v]) => m.labels[k] === v),
  );
/** @param {any} it @param {string} name @param {Record<string, string>} [labels] @param {string} [what] */
const sum = (it, name, labels, what = 'value') => {
  const found = all(it, name, labels);
  return found.length
    ? found.reduce((/** @type {number} */ n, /** @type {any} */ m) => n + (m[what] ?? 0), 0)
    : undefined;
};
/** Growth a second since the reading before. @param {any} s @param {string} name @param {Record<string, string>} [labels] */
function rate(s, name, labels) {
  const now = sum(s.it, name, labels),
    then = sum(s.before, name, labels);
  return now === undefined || then === undefined
    ? undefined
    : Math.max(0, (now - then) / ((Date.parse(s.it.at) - Date.parse(s.before.at)) / 1000));
}
/** The mean of a timer in milliseconds. @param {any} it @param {string} name @param {Record<string, string>} [labels] */
const mean = (it, name, labels) => {
  const n = sum(it, name, labels),
    total = sum(it, name, labels, 'total');
  return n && total !== undefined ? (total / n) * 1000 : undefined;
};
const LOOK = /** @type {Record<string, [any, string]>} */ ({
  UP: ['good', 'tick'],
  DEGRADED: ['wait', 'alert'],
  DOWN: ['bad', 'alert'],
});

/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx,
    it = s.it,
    round = (/** @type {number | undefined} */ n, digits = 0) =>
      n === undefined ? '—' : fmt.number(n.toFixed(digits).replace(/\.0+$/, ''));
  const figure = (/** @type {string} */ key, /** @type {any} */ value, /** @type {any} */ more, bad = false) =>
    html`<div class="figure ${bad ? 'bad' : ''}">
      <dt>${t(`figure.${key}`)}</dt>
      <dd class="num">${value}</dd>
      ${more ? html`<dd class="fine">${more}</dd>` : nothing}
    </div>`;
  const oldest = sum(it, 'center.outbox.age') ?? 0,
    waits = sum(it, 'center.payments.waiting', { state: 'overdue' }) ?? 0,
    parked = sum(it, 'center.submissions.parked');
  const streams = all(it, 'center.subscribers')
    .map((/** @type {any} */ m) => `${m.labels.door}: ${round(m.value)}`)
    .join(', ');
  return html`<p class="row-of">
      ${it.health.map((/** @type {any} */ h) =>
        tag(
          LOOK[h.status]?.[0] ?? 'still',
          LOOK[h.status]?.[1] ?? 'info',
          `${t(`part.${h.name}`) === `part.${h.name}` ? h.name : t(`part.${h.name}`)}: ${t(`health.${h.status}`)}`,
        ),
      )}<span class="fine num">${s.late ? tag('wait', 'clock', t('late')) : nothing} ${fmt.time(it.at, true)}</span>
    </p>
    <dl class="figures">
      ${figure(
        'rate',
        html`${round(
            rate(s, 'center.submissions', { outcome: 'registered' }) ?? rate(s, 'center.submissions'),
            1,
          )}<small>/${t('second')}</small>`,
        t('registeredN', {
          n: sum(it, 'center.submissions', { outcome: 'registered' }) ?? sum(it, 'center.submissions') ?? 0,
        }),
      )}
      ${figure(
        'verify',
        round(sum(it, 'center.bulkhead.waiting', { pool: 'verify' })),
        t('busyN', { n: sum(it, 'center.bulkhead.busy', { pool: 'verify' }) ?? 0 }),
        (sum(it, 'center.bulkhead.waiting', { pool: 'verify' }) ?? 0) > 100,
      )}
      ${figure('parked', round(parked), t('parkedText'), (parked ?? 0) > 0)}
      ${figure('outbox', round(sum(it, 'center.outbox.waiting')), t('oldest', { n: Math.round(oldest) }), oldest > 30)}
      ${figure('streams', round(sum(it, 'center.subscribers')), streams)}
      ${figure(
        'lag',
        html`${round(mean(it, 'center.event.age'), 1)}<small> ${t('ms')}</small>`,
        t('maxMs', {
          n: Math.round(Math.max(0, ...all(it, 'center.event.age').map((/** @type {any} */ m) => m.max ?? 0)) * 1000),
        }),
      )}
      ${figure(
        'connections',
        round(sum(it, 'center.database.connections', { state: 'acquired' })),
        t('pendingN', { n: sum(it, 'center.database.connections', { state: 'pending' }) ?? 0 }),
        (sum(it, 'center.database.connections', { state: 'pending' }) ?? 0) > 0,
      )}
      ${figure(
        'payments',
        round(sum(it, 'center.payments.waiting')),
        waits ? t('overdueN', { n: waits }) : html`<a href="/admin/payments">${t('look')}</a>`,
        waits > 0,
      )}
      ${figure(
        'ledger',
        round(sum(it, 'center.ledger.differences')),
        t('ledgerText'),
        (sum(it, 'center.ledger.differences') ?? 0) > 0,
      )}
    </dl>
    <details>
      <summary>${t('allMeasurements')}</summary>
      ${table({
        caption: t('allMeasurements'),
        rows: it.measurements,
        columns: [
          { key: 'name', label: t('name'), cell: (m) => html`<code>${m.name}</code>` },
          {
            key: 'labels',
            label: t('labels'),
            cell: (m) =>
              Object.entries(m.labels)
                .map(([k, v]) => `${k}=${v}`)
                .join(' '),
          },
          { key: 'value', label: t('value'), align: 'end', cell: (m) => round(m.value, 3) },
          { key: 'total', label: t('total'), align: 'end', cell: (m) => round(m.total, 3) },
          { key: 'max', label: t('max'), align: 'end', cell: (m) => round(m.max, 3) },
        ],
      })}
    </details>`;
}

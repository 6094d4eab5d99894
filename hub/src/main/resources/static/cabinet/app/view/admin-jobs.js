// @ts-check
// Timed jobs by hand, for a given instant (design, decision 11).
import { html, nothing } from '../../vendor/lit-html.js';
import { button, field, table, tag } from '../parts.js';

const JOBS = [
  'rate-usage',
  'turn-tariffs',
  'reap-leases',
  'close-periods',
  'seal-ledger',
  'recompute-ledger',
  'reconcile-usage',
  'raise-overdue',
  'issue-acts',
  'accept-acts',
  'reward-partners',
  'expire-answers',
  'end-waiting',
  'end-agreements',
];
/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  s.done ??= {};
}
/** @param {any} ctx @param {any} s @param {string} job */
async function start(ctx, s, job) {
  s.done[job] = { busy: true };
  ctx.draw();
  try {
    s.done[job] = await ctx.api.post(`/v1/admin/jobs/${job}`, s.asOf ? { asOf: `${s.asOf}:00+05:00` } : {});
  } catch (failed) {
    s.done[job] = { problem: failed };
  }
  ctx.draw();
}
/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx;
  const end = (/** @type {any} */ d) =>
    !d || d.busy
      ? nothing
      : d.problem
        ? tag('bad', 'alert', d.problem.detail ?? d.problem.title)
        : html`${tag(
              d.findings.length ? 'wait' : 'good',
              d.findings.length ? 'alert' : 'tick',
              t('jobDone', { n: d.count }),
            )} <small class="num">${fmt.dateTime(d.asOf)}</small>${
              d.findings.length
                ? html`<ul class="findings">
                    ${d.findings.slice(0, 20).map((/** @type {string} */ f) => html`<li><code>${f}</code></li>`)}
                  </ul>`
                : nothing
            }`;
  return html`<p class="fine">${t('jobsText')}</p>
    ${field({
      id: 'as-of',
      type: 'datetime-local',
      label: t('asOfInstant'),
      hint: t('emptyNow'),
      value: s.asOf,
      onChange: (v) => {
        s.asOf = v;
      },
    })}
    ${table({
      caption: t('topic.jobs'),
      rows: JOBS,
      columns: [
        { key: 'job', label: t('job'), cell: (j) => html`<b>${t(`job.${j}`)}</b><br /><code>${j}</code>` },
        { key: 'end', label: t('outcome'), wide: true, cell: (j) => end(s.done[j]) },
        {
          key: 'run',
          label: '',
          align: 'end',
          cell: (j) => button(t('start'), () => start(ctx, s, j), { small: true, icon: 'play', busy: s.done[j]?.busy }),
        },
      ],
    })}`;
}

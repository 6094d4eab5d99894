// @ts-check
// Who signs in for the organisation, until when their certificates serve, and where this person is signed in.
import { html, nothing } from '../../vendor/lit-html.js';
import { button, table, tag } from '../parts.js';
import { confirm } from '../dialog.js';
import { askSure, run } from './form.js';

const DAY = 86_400_000;
/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  const [people, sessions] = await Promise.all([
    ctx.api.get('/v1/participants/me/signatories'),
    ctx.api.get('/v1/auth/sessions'),
  ]);
  Object.assign(s, { people: people.items, sessions: sessions.items });
}
/** Warns 30 and 7 days before. @param {any} ctx @param {string} until */
function term(ctx, until) {
  const days = Math.ceil((Date.parse(until) - Date.now()) / DAY),
    date = ctx.fmt.date(until);
  return days < 0
    ? tag('bad', 'alert', ctx.t('expired', { date }))
    : days <= 30
      ? html`${date} ${tag(days <= 7 ? 'bad' : 'wait', 'clock', ctx.t('daysLeft', { n: days }))}`
      : date;
}
/** @param {any} ctx @param {any} s @param {any} session */
async function end(ctx, s, session) {
  if (
    session.current &&
    !(await confirm({ title: ctx.t('endOwn'), text: ctx.t('endOwnText'), yes: ctx.t('end'), danger: true }))
  )
    return;
  try {
    await ctx.api.del(`/v1/auth/sessions/${session.id}`);
    s.sessions = s.sessions.filter((/** @type {any} */ x) => x.id !== session.id);
    if (session.current) location.assign('/sign-in');
  } catch (failed) {
    ctx.toast(/** @type {any} */ (failed).title, 'bad');
  }
  ctx.draw();
}
/** @param {any} ctx @param {any} s @param {any[]} others */
async function endOthers(ctx, s, others) {
  if (
    !(await askSure(ctx, {
      title: ctx.t('endOthers', { n: others.length }),
      text: ctx.t('endOthersText'),
      yes: ctx.t('end'),
    }))
  )
    return;
  await run(
    ctx,
    async () => {
      try {
        for (const x of others) await ctx.api.del(`/v1/auth/sessions/${x.id}`);
      } finally {
        await open(ctx, s);
      }
      return true;
    },
    ctx.t('endedAll'),
  );
}
/** A browser's name without its long list of claims. @param {string | undefined} agent */
const browser = (agent = '') =>
  (/(Edg|OPR|YaBrowser|Firefox|Chrome|Safari)\/(\d+)/.exec(agent) ?? [])
    .slice(1)
    .join(' ')
    .replace('Edg', 'Edge')
    .replace('OPR', 'Opera') +
    (/Android/.test(agent)
      ? ' · Android'
      : /iPhone|iPad/.test(agent)
        ? ' · iOS'
        : /Windows/.test(agent)
          ? ' · Windows'
          : /Mac OS/.test(agent)
            ? ' · macOS'
            : /Linux/.test(agent)
              ? ' · Linux'
              : '') ||
  agent.slice(0, 40) ||
  '—';

/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx,
    others = s.sessions.filter((/** @type {any} */ x) => !x.current);
  return html`<h3>${t('signatories')}</h3>
    <p class="fine">${t('signatoriesText')}</p>
    ${table({
      caption: t('signatories'),
      rows: s.people,
      columns: [
        {
          key: 'name',
          label: t('person'),
          cell: (p) =>
            html`<b>${p.signatory.name}</b
              >${p.signatory.iin ? html`<br /><small class="num">${t('iin')} ${p.signatory.iin}</small>` : nothing}`,
        },
        {
          key: 'role',
          label: t('roleWord'),
          cell: (p) =>
            html`${t(`role.${p.signatory.role}`)}<br /><small>${t(`right.${p.signatory.signingRight}`)}</small>`,
        },
        { key: 'until', label: t('certificateUntil'), cell: (p) => term(ctx, p.certificateUntil) },
        { key: 'seen', label: t('firstSeen'), cell: (p) => fmt.date(p.firstSeen) },
        {
          key: 'sha',
          label: t('certificate'),
          cell: (p) =>
            html`<code title=${p.signatory.certificateSha256}>${p.signatory.certificateSha256.slice(0, 12)}…</code>`,
        },
      ],
    })}
    <h3>${t('sessions')}</h3>
    <div class="lead">
      <p class="fine">${t('sessionsText')}</p>
      ${
        others.length > 1
          ? button(t('endOthers', { n: others.length }), () => endOthers(ctx, s, others), {
              kind: 'danger',
              small: true,
            })
          : nothing
      }
    </div>
    ${table({
      caption: t('sessions'),
      rows: s.sessions,
      columns: [
        {
          key: 'device',
          label: t('device'),
          cell: (x) =>
            html`<span title=${x.device ?? nothing}>${browser(x.device)}</span>
              ${x.current ? tag('good', 'tick', t('thisOne')) : nothing}`,
        },
        { key: 'ip', label: t('address'), cell: (x) => html`<span class="num">${x.ip ?? '—'}</span>` },
        { key: 'created', label: t('since'), cell: (x) => fmt.dateTime(x.createdAt) },
        { key: 'used', label: t('lastUsed'), cell: (x) => fmt.dateTime(x.lastUsedAt) },
        {
          key: 'end',
          label: '',
          align: 'end',
          cell: (x) => button(t('end'), () => end(ctx, s, x), { small: true, kind: 'danger' }),
        },
      ],
    })}`;
}

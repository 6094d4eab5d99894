// @ts-check
// Browsers that are told by Web Push, and phones: switched on here, switched off anywhere.
import { html, nothing } from '../../vendor/lit-html.js';
import { button, card, problemBox, table, tag } from '../parts.js';
import { Problem } from '../door.js';
import * as push from '../push.js';

/** What the hub keeps, and which of it is this browser. @param {any} ctx */
export async function loadPush(ctx) {
  const [browsers, devices, here] = await Promise.all([
    ctx.api.get('/v1/push-subscriptions').catch(() => null),
    ctx.api.get('/v1/devices').catch(() => null),
    push.current().then(push.digest),
  ]);
  Object.assign(ctx.state, { browsers, devices, here });
}

/** @param {any} ctx */
async function tell(ctx) {
  const s = ctx.state;
  Object.assign(s, { pushProblem: null, pushBusy: true });
  ctx.draw();
  try {
    await push.subscribe(ctx.api, s.browsers.publicKey);
    await loadPush(ctx);
    ctx.toast(ctx.t('pushOn'), 'good');
  } catch (failed) {
    const denied = failed instanceof push.Denied || /** @type {any} */ (failed).name === 'NotAllowedError';
    s.pushProblem =
      failed instanceof Problem
        ? failed
        : {
            title: ctx.t(`push.${denied ? 'denied' : 'failed'}`),
            todo: ctx.t(`push.${denied ? 'deniedTodo' : 'failedTodo'}`),
            detail: String(failed),
          };
  }
  s.pushBusy = false;
  ctx.draw();
}

/** @param {any} ctx @param {any} row */
async function forget(ctx, row) {
  try {
    await ctx.api.del(`${row.path}/${row.id}`);
    if (row.here) await push.unsubscribe();
    await loadPush(ctx);
  } catch (failed) {
    ctx.toast(/** @type {any} */ (failed).title ?? ctx.t('push.failed'), 'bad');
  }
  ctx.draw();
}

/** @param {any} ctx */
function rowsOf(ctx) {
  const { state: s, t } = ctx;
  return [
    ...(s.browsers?.items ?? []).map((/** @type {any} */ x) => ({
      ...x,
      path: '/v1/push-subscriptions',
      name: x.host,
      here: x.endpointSha256 === s.here,
    })),
    ...(s.devices?.items ?? []).map((/** @type {any} */ x) => ({
      ...x,
      path: '/v1/devices',
      name: t(`platform.${x.platform}`),
    })),
  ];
}

/** @param {any} ctx @param {any[]} rows */
function hereNow(ctx, rows) {
  const { state: s, t } = ctx;
  if (!s.browsers) return html`<p>${t('pushAway')}</p>`;
  if (rows.some((x) => x.here)) return tag('good', 'tick', t('thisBrowser'));
  return button(t(s.pushBusy ? 'pushAsking' : 'tellHere'), () => tell(ctx), {
    icon: 'bell',
    busy: s.pushBusy,
    why: push.possible() ? undefined : t('push.impossible'),
  });
}

/** @param {any} ctx */
export function pushCard(ctx) {
  const { state: s, t, fmt } = ctx,
    rows = rowsOf(ctx);
  return card(
    t('browsers'),
    html`<p class="fine">${t('browsersText')}</p>
      ${
        rows.length
          ? table({
              caption: t('browsers'),
              rows,
              columns: [
                {
                  key: 'name',
                  label: t('device'),
                  cell: (x) => html`${x.name}${x.here ? html`<small>${t('hereMark')}</small>` : nothing}`,
                },
                { key: 'createdAt', label: t('since'), cell: (x) => fmt.dateTime(x.createdAt) },
                {
                  key: 'drop',
                  label: '',
                  align: 'end',
                  cell: (x) =>
                    button(t('stopTelling'), () => forget(ctx, x), { kind: 'quiet', small: true, icon: 'trash' }),
                },
              ],
            })
          : nothing
      }
      ${problemBox(s.pushProblem, { todo: s.pushProblem?.todo })}
      <div class="here">${hereNow(ctx, rows)}</div>`,
  );
}

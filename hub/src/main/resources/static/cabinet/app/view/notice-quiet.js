// @ts-check
// Quiet hours: when letters and pushes wait; the cabinet never does (clause 7.1.6).
import { html, nothing } from '../../vendor/lit-html.js';
import { button, card, check, field, problemBox } from '../parts.js';

const NIGHT = { from: '22:00', to: '08:00' };

/** @param {any} ctx @param {{from?: string, to?: string}} hours none: there are no quiet hours from now on */
async function put(ctx, hours) {
  const s = ctx.state;
  Object.assign(s, { quietProblem: null, quietBusy: true });
  ctx.draw();
  try {
    s.p = await ctx.api.put('/v1/notification-preferences', { quietHours: hours });
    s.quiet = null;
    ctx.toast(ctx.t(hours.from ? 'quietKept' : 'quietOff'), 'good');
  } catch (failed) {
    s.quietProblem = failed;
  }
  s.quietBusy = false;
  ctx.draw();
}

/** `s.quiet` is what was typed and is not kept yet. @param {any} ctx */
export function quietCard(ctx) {
  const { state: s, t } = ctx,
    kept = s.p.quietHours,
    hours = s.quiet ?? kept;
  const set = (/** @type {'from' | 'to'} */ end) => (/** @type {string} */ v) => {
    s.quiet = { ...hours, [end]: v };
    ctx.draw();
  };
  const same = hours && hours.from === hours.to;
  const changed = s.quiet && (s.quiet.from !== kept?.from || s.quiet.to !== kept?.to);
  return card(
    t('quiet'),
    html`<p class="fine">${t('quietText')}</p>
      ${check({
        id: 'quiet-on',
        label: t('quietOn'),
        hint: t('quietZone'),
        checked: Boolean(hours),
        toggle: true,
        onChange: (on) => put(ctx, on ? NIGHT : {}),
      })}
      ${
        hours
          ? html`<form
              class="inline hours"
              @submit=${(/** @type {Event} */ e) => {
                e.preventDefault();
                if (!same) put(ctx, hours);
              }}
            >
              ${field({
                id: 'quiet-from',
                type: 'time',
                label: t('quietFrom'),
                value: hours.from,
                required: true,
                onInput: set('from'),
              })}${field({
                id: 'quiet-to',
                type: 'time',
                label: t('quietTo'),
                value: hours.to,
                required: true,
                error: same ? t('quietSame') : '',
                onInput: set('to'),
              })}${changed ? button(t('keep'), null, { kind: 'main', type: 'submit', busy: s.quietBusy }) : nothing}
            </form>`
          : nothing
      }
      ${problemBox(s.quietProblem)}`,
  );
}

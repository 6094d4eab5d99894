// @ts-check
// The recipients of a document that was sent, and which of them an answer is meant for.
import { html, nothing } from '../../vendor/lit-html.js';
import { badge, button, select } from '../parts.js';
import { ask, frame } from '../dialog.js';

/** @param {any} ctx @param {string} kind @param {any[]} legs */
export const chooseLeg = (ctx, kind, legs) =>
  ask((d) =>
    frame(d, {
      title: ctx.t(`act.${kind}`),
      body: select({
        id: 'leg',
        label: ctx.t('withWhom'),
        value: String(d.state.i ?? 0),
        options: legs.map((l, i) => ({ value: String(i), label: l.recipient.name })),
        onChange: (v) => {
          d.state.i = Number(v);
        },
      }),
      buttons: button(ctx.t('next'), () => d.close(legs[d.state.i ?? 0]), { kind: 'main' }),
    }),
  );

/** @param {any} ctx @param {(ctx: any, leg: any) => void} withdraw */
export function legs(ctx, withdraw) {
  const { t, fmt } = ctx,
    d = ctx.state.doc;
  return d.legs?.length
    ? html`<section>
        <h3>${t('recipients')}</h3>
        <ul class="legs">
          ${d.legs.map(
            (/** @type {any} */ l) =>
              html`<li>
                <div>
                  <b>${l.recipient.name}</b
                  ><small class="num">${fmt.taxId(l.recipient.taxId, l.recipient.country)}</small>
                </div>
                <div class="row-of">
                  ${badge(l.state)}${
                    l.state === 'AWAITING_CONNECTION'
                      ? html`<small>${t('waitsUntil', { at: fmt.dateTime(l.waitsUntil) })}</small>${button(
                            t('withdraw'),
                            () => withdraw(ctx, l),
                            { small: true, icon: 'undo' },
                          )}`
                      : l.reason
                        ? html`<small>${t(`reason.${l.reason}`)}</small>`
                        : nothing
                  }
                </div>
              </li>`,
          )}
        </ul>
      </section>`
    : nothing;
}

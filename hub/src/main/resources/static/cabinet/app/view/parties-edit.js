// @ts-check
// Add by the exact number, and change the words of one's own.
import { html, nothing } from '../../vendor/lit-html.js';
import { icon } from '../icons.js';
import { ask, frame } from '../dialog.js';
import { badge, button, field, problemBox, select } from '../parts.js';
import { countries, faultOf, lookUp, nameOf, pathOf } from '../store/parties.js';

const groupsOf = (/** @type {string} */ typed) => [
  ...new Set(
    typed
      .split(',')
      .map((g) => g.trim())
      .filter(Boolean),
  ),
];

/** @param {any} ctx @param {any} d */
const words = (ctx, d) =>
  html`${field({
      id: 'alias',
      label: ctx.t('alias'),
      hint: ctx.t('aliasHint'),
      value: d.state.alias,
      maxlength: 200,
      onInput: (v) => {
        d.state.alias = v;
      },
    })}
    ${field({
      id: 'groups',
      label: ctx.t('groups'),
      hint: ctx.t('groupsHint'),
      value: d.state.groups,
      maxlength: 400,
      list: 'known-groups',
      onInput: (v) => {
        d.state.groups = v;
      },
    })}
    <datalist id="known-groups">
      ${ctx.state.groups.map((/** @type {string} */ g) => html`<option value=${g}></option>`)}
    </datalist>`;

/** @param {any} ctx @param {any} d @param {any} p */
async function save(ctx, d, p) {
  d.state.busy = true;
  d.draw();
  try {
    d.close(
      await ctx.api.put(pathOf(p), { alias: (d.state.alias ?? '').trim(), groups: groupsOf(d.state.groups ?? '') }),
    );
  } catch (failed) {
    Object.assign(d.state, { busy: false, problem: failed });
    d.draw();
  }
}

/** @param {any} ctx @returns {Promise<any>} the entry, when one was added */
export function askToAdd(ctx) {
  const { t } = ctx;
  return ask(
    (d) => {
      const s = d.state,
        fault = faultOf(s.taxId, s.country),
        digits = s.taxId.replace(/\s/g, '').length;
      const error =
        fault === 'letters'
          ? t('onlyDigits')
          : fault === 'digit'
            ? t('wrongDigit')
            : s.tried && fault
              ? t('wholeNumber')
              : '';
      return html`<form
        class="dform"
        @submit=${(/** @type {Event} */ e) => {
          e.preventDefault();
          s.tried = true;
          if (fault) {
            d.draw();
            d.element.querySelector('#taxid')?.focus();
          } else if (!s.busy) save(ctx, d, { country: s.country, taxId: s.taxId.replace(/\s+/g, '') });
        }}
      >
        ${frame(d, {
          title: t('addTitle'),
          lead: t('addLead'),
          body: html` <div class="two taxid">
              ${select({
                id: 'country',
                label: t('country'),
                value: s.country,
                options: countries(),
                onChange: (v) => {
                  s.country = v;
                  lookUp(d);
                },
              })}
              ${field({
                id: 'taxid',
                label: s.country === 'KZ' ? t('binIin') : t('foreignId'),
                value: s.taxId,
                required: true,
                inputmode: s.country === 'KZ' ? 'numeric' : 'text',
                maxlength: 40,
                error,
                hint:
                  s.country === 'KZ' && !error
                    ? digits && digits < 12
                      ? t('digitsLeft', { n: 12 - digits })
                      : t('twelve')
                    : undefined,
                onInput: (v) => {
                  s.taxId = v;
                  lookUp(d);
                },
              })}
            </div>
            ${
              s.found
                ? html`<p class="note ${s.found.state === 'CONNECTED' ? 'good' : 'wait'}" role="status">
                    ${icon(s.found.state === 'CONNECTED' ? 'tick' : 'clock')}<span
                      >${
                        s.found.state === 'CONNECTED' ? html`<b>${s.found.name}</b> ${t('isHere')}` : t('notHere')
                      }</span
                    >
                  </p>`
                : nothing
            }
            ${words(ctx, d)}${problemBox(s.problem)}`,
          buttons: html`${button(t('cancel'), () => d.close())}${button(t('add'), null, {
            kind: 'main',
            type: 'submit',
            busy: s.busy,
          })}`,
        })}
      </form>`;
    },
    { state: { country: 'KZ', taxId: '', alias: '', groups: '' } },
  );
}

/** @param {any} ctx @param {any} p @returns {Promise<any>} */
export function askToEdit(ctx, p) {
  const { t } = ctx;
  return ask(
    (d) =>
      html`<form
        class="dform"
        @submit=${(/** @type {Event} */ e) => {
          e.preventDefault();
          if (!d.state.busy) save(ctx, d, p);
        }}
      >
        ${frame(d, {
          title: nameOf(p),
          lead: html`${ctx.fmt.taxId(p.taxId, p.country)} ${badge(p.state, t(`state.${p.state}`))}`,
          body: html`${words(ctx, d)}${problemBox(d.state.problem)}`,
          buttons: html`${button(t('cancel'), () => d.close())}${button(t('save'), null, {
            kind: 'main',
            type: 'submit',
            busy: d.state.busy,
          })}`,
        })}
      </form>`,
    { state: { alias: p.alias ?? '', groups: p.groups.join(', ') } },
  );
}

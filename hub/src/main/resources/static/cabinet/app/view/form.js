// @ts-check
// A dialog with a form: values go to `send`, a refusal is shown at its field. One Idempotency-Key for all tries.
import { html, nothing } from '../../vendor/lit-html.js';
import { button, check, field, problemBox, select } from '../parts.js';
import { frame } from '../dialog.js';
import { newKey } from '../door.js';

/**
 * @typedef {{name: string, label: any, kind?: 'check' | 'select', options?: {value: string, label: string}[], type?: string, rows?: number, required?: boolean, hint?: any, value?: any, maxlength?: number, inputmode?: string, placeholder?: string, min?: string, max?: string, lang?: string}} Field
 * @param {any} ctx @param {{title: any, lead?: any, yes: string, danger?: boolean, wide?: boolean, fields: (Field | false)[], extra?: (values: any, d: any) => any, send: (values: any, o: {key: string}) => Promise<any>}} o
 * @returns {Promise<any>} what `send` gave; undefined when it was closed
 */
export function askForm(ctx, o) {
  const fields = /** @type {Field[]} */ (o.fields.filter(Boolean)),
    key = newKey();
  return ctx.ask(
    (/** @type {any} */ d) => {
      const s = d.state,
        v = (s.v ??= Object.fromEntries(
          fields.map((f) => [
            f.name,
            f.value ?? (f.kind === 'check' ? false : f.kind === 'select' ? f.options?.[0]?.value : ''),
          ]),
        )),
        p = s.problem;
      const send = async (/** @type {Event} */ e) => {
        e.preventDefault();
        Object.assign(s, { busy: true, problem: null });
        d.draw();
        try {
          d.close((await o.send(v, { key })) ?? true);
        } catch (failed) {
          Object.assign(s, { busy: false, problem: failed });
          d.draw();
          d.element.querySelector('[aria-invalid]')?.focus();
        }
      };
      const control = (/** @type {Field} */ f) => {
        const error = p?.field === f.name ? (p.detail ?? p.title) : '',
          set = (/** @type {any} */ x) => {
            v[f.name] = x;
            if (o.extra) d.draw();
          };
        if (f.kind === 'check')
          return check({ id: `f-${f.name}`, label: f.label, hint: f.hint, checked: v[f.name], error, onChange: set });
        if (f.kind === 'select')
          return select({
            id: `f-${f.name}`,
            label: f.label,
            hint: f.hint,
            options: f.options ?? [],
            value: v[f.name],
            error,
            onChange: set,
          });
        return field({
          id: `f-${f.name}`,
          label: f.label,
          hint: f.hint,
          type: f.type,
          rows: f.rows,
          required: f.required,
          maxlength: f.maxlength,
          inputmode: f.inputmode,
          placeholder: f.placeholder,
          min: f.min,
          max: f.max,
          value: v[f.name],
          error,
          onInput: set,
        });
      };
      return html`<form class="dform" @submit=${send}>
        ${frame(d, {
          title: o.title,
          lead: o.lead,
          body: html`${fields.map(control)}${o.extra?.(v, d) ?? nothing}${
            p && !fields.some((f) => f.name === p.field) ? problemBox(p) : nothing
          }`,
          buttons: html`${button(ctx.t('cancel'), () => d.close())}${button(o.yes, null, {
            kind: o.danger ? 'danger' : 'main',
            type: 'submit',
            busy: s.busy,
          })}`,
        })}
      </form>`;
    },
    { wide: o.wide },
  );
}
/**
 * For what cannot be undone: the organisation's number is typed (its words are of `organisation`).
 * @param {any} ctx @param {{title: any, text: any, yes: string}} o @returns {Promise<boolean>}
 */
export const askSure = (ctx, o) => {
  const { taxId, country } = ctx.me.participant;
  return askForm(ctx, {
    title: o.title,
    lead: o.text,
    yes: o.yes,
    danger: true,
    fields: [
      {
        name: 'taxId',
        label: ctx.t('typeTaxId', { taxId: ctx.fmt.taxId(taxId, country) }),
        required: true,
        inputmode: 'numeric',
        maxlength: 60,
      },
    ],
    send: async ({ taxId: typed }) => {
      if (typed.replace(/\s/g, '').toUpperCase() !== taxId.replace(/\s/g, '').toUpperCase())
        throw { field: 'taxId', title: ctx.t('typeWrong') };
      return true;
    },
  }).then(Boolean);
};
/** Runs an act, tells its end, reads again. @param {any} ctx @param {() => Promise<any>} what @param {string} [done] */
export async function run(ctx, what, done) {
  try {
    const it = await what();
    if (done && it !== undefined) ctx.toast(done, 'good');
  } catch (failed) {
    ctx.toast(/** @type {any} */ (failed).detail ?? /** @type {any} */ (failed).title ?? String(failed), 'bad');
  }
  ctx.draw();
}
/** A phone shows a part of the tabs: the chosen one is brought into sight. */
export const showTab = () =>
  requestAnimationFrame(() =>
    requestAnimationFrame(() =>
      document.querySelectorAll('.tablist').forEach((list) => {
        const tab = /** @type {HTMLElement | null} */ (list.querySelector('[aria-selected="true"]'));
        if (tab) list.scrollLeft = tab.offsetLeft - list.clientWidth / 2;
      }),
    ),
  );
/** For sums in forms. @param {string} typed */
export const kzt = (typed) => ({
  amount: String(typed ?? '')
    .replace(/[\s\u00a0₸]/g, '')
    .replace(',', '.'),
  currency: 'KZT',
});

// @ts-check
// A client, found by its exact number: who it is, and the access that is taken from it by a named clause and given back (clauses 5.3.7, 5.3.8).
import { html, nothing } from '../../vendor/lit-html.js';
import { button, empty, facts, field, problemBox, table, tag } from '../parts.js';
import { askReason } from '../dialog.js';
import { agreement } from './admin-agreement.js';
import { askForm, run } from './form.js';

/** Breaches that allow a block without a word. */
const SILENT = ['4.3.6', '4.3.7', '4.3.8', '4.3.9', '4.3.10', '5.2.7'];
const CLAUSES = [
  '4.2',
  ...Array.from({ length: 12 }, (_, n) => `4.3.${n + 1}`),
  ...Array.from({ length: 8 }, (_, n) => `5.2.${n + 1}`),
];
const path = (/** @type {any} */ s, rest = '') =>
  `/v1/admin/participants/${encodeURIComponent(s.client?.taxId ?? (s.taxId ?? '').trim())}${rest}?country=${s.client?.country ?? 'KZ'}`;
const read = async (/** @type {any} */ ctx, /** @type {any} */ s) => {
  s.client = await ctx.api.get(path(s));
  s.agreement = s.client.status === 'REGISTERED' ? null : await ctx.api.get(path(s, '/termination'));
  return true;
};

/** @param {any} ctx @param {any} s @param {Event} e */
async function look(ctx, s, e) {
  e.preventDefault();
  Object.assign(s, { client: null, agreement: null, problem: null });
  try {
    await read(ctx, s);
  } catch (failed) {
    s.problem = failed;
  }
  ctx.draw();
}
/** @param {any} ctx @param {any} s */
async function restrict(ctx, s) {
  const { t } = ctx,
    word = (/** @type {string} */ c) => `${c} ${t(`clause.${c}`)}`;
  const done = await askForm(ctx, {
    title: t('restrictTitle', { name: s.client.name }),
    lead: t('restrictText'),
    yes: t('restrict'),
    danger: true,
    extra: (/** @type {any} */ v) =>
      html`<p class="fine" aria-live="polite">
        ${v.scope === 'EXCHANGE' ? t('productHint') : v.kind === 'BLOCKED' ? t('blockedHint', { clauses: SILENT.join(', ') }) : t('suspendedHint')}
      </p>`,
    fields: [
      {
        name: 'scope',
        kind: 'select',
        label: t('scopeWord'),
        options: ['ALL', 'EXCHANGE'].map((value) => ({ value, label: t(`scope.${value}`) })),
      },
      {
        name: 'kind',
        kind: 'select',
        label: t('kindWord'),
        options: ['SUSPENDED', 'BLOCKED'].map((value) => ({ value, label: t(`restriction.${value}`) })),
      },
      {
        name: 'clause',
        kind: 'select',
        label: t('clauseWord'),
        options: CLAUSES.map((value) => ({ value, label: word(value) })),
      },
      {
        name: 'signatory',
        kind: 'select',
        label: t('whoseAccess'),
        options: [
          { value: '', label: t('wholeClient') },
          ...s.client.signatories.map((/** @type {any} */ p) => ({ value: p.id, label: p.name })),
        ],
      },
      { name: 'reason', label: t('reason'), required: true, rows: 3, maxlength: 1000 },
    ],
    send: (v, o) => ctx.api.post(path(s, '/restrictions'), { ...v, signatory: v.signatory || undefined }, o),
  });
  if (done) await run(ctx, () => read(ctx, s), t('restricted'));
}
/** @param {any} ctx @param {any} s @param {any} r */
async function lift(ctx, s, r) {
  const reason = await askReason({
    title: ctx.t('liftTitle'),
    text: ctx.t('liftText'),
    label: ctx.t('reason'),
    yes: ctx.t('lift'),
    max: 1000,
  });
  if (reason)
    await run(
      ctx,
      async () => {
        await ctx.api.post(path(s, `/restrictions/${r.id}/lifting`), { reason });
        return read(ctx, s);
      },
      ctx.t('lifted'),
    );
}

/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx,
    c = s.client,
    open = c?.restrictions.filter((/** @type {any} */ r) => !r.liftedAt) ?? [];
  const whose = (/** @type {any} */ r) =>
    r.signatory
      ? (c.signatories.find((/** @type {any} */ p) => p.id === r.signatory)?.name ?? r.signatory)
      : t(r.scope === 'ALL' ? 'wholeClient' : `scope.${r.scope}`);
  return html`<form class="inline" @submit=${(/** @type {Event} */ e) => look(ctx, s, e)}>
      ${field({
        id: 'client-tax',
        label: t('findClient'),
        value: s.taxId,
        required: true,
        inputmode: 'numeric',
        maxlength: 40,
        onInput: (v) => {
          s.taxId = v;
        },
      })}${button(t('find'), null, { type: 'submit' })}
    </form>
    ${problemBox(s.problem)}
    ${
      c
        ? html`${facts([
              [t('name'), c.name],
              [t('taxIdWord'), html`<span class="num">${c.taxId}</span>`],
              [t('since'), fmt.date(c.registeredAt)],
              [
                t('accessWord'),
                open.length
                  ? open.map(
                      (/** @type {any} */ r) => html`${tag('bad', 'lock', t(`restriction.${r.kind}`))} ${whose(r)} `,
                    )
                  : tag('good', 'tick', t('accessOpen')),
              ],
            ])}
            <div class="row-of">${button(t('restrict'), () => restrict(ctx, s), { kind: 'danger', icon: 'lock' })}</div>
            <h3>${t('restrictions')}</h3>
            ${
              c.restrictions.length
                ? table({
                    caption: t('restrictions'),
                    rows: c.restrictions,
                    columns: [
                      {
                        key: 'kind',
                        label: t('kindWord'),
                        cell: (r) => tag(r.liftedAt ? 'still' : 'bad', 'lock', t(`restriction.${r.kind}`)),
                      },
                      { key: 'clause', label: t('clauseWord'), cell: (r) => r.clause },
                      { key: 'whose', label: t('whoseAccess'), cell: whose },
                      { key: 'reason', label: t('reason'), wide: true },
                      {
                        key: 'from',
                        label: t('from'),
                        cell: (r) => html`${fmt.dateTime(r.imposedAt)} <small>${r.imposedBy}</small>`,
                      },
                      {
                        key: 'to',
                        label: t('to'),
                        cell: (r) =>
                          r.liftedAt
                            ? html`${fmt.dateTime(r.liftedAt)} <small>${r.liftedBy}: ${r.liftReason}</small>`
                            : button(t('lift'), () => lift(ctx, s, r), { small: true, icon: 'undo' }),
                      },
                    ],
                  })
                : empty({ icon: 'shield', title: t('noRestrictions') })
            }
            ${agreement(ctx, s, { path: (rest) => path(s, rest), silent: SILENT, again: () => read(ctx, s) })}`
        : nothing
    }`;
}

// @ts-check
// Requisites as the participant declares them, version by version; a change reported after ten days is marked late (clause 13.1).
import { html, nothing } from '../../vendor/lit-html.js';
import { button, facts, field, problemBox, table, tag } from '../parts.js';
import { frame } from '../dialog.js';

const FIELDS = ['name', 'address', 'email', 'phone', 'head', 'bank', 'bic', 'iban', 'kbe'];
/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  s.items = (await ctx.api.get('/v1/participants/me/requisites')).items;
}
export const event = (/** @type {any} */ ctx, /** @type {any} */ s, /** @type {any} */ e) => {
  if (e.type === 'kz.centerpro.account.requisites-changed')
    open(ctx, s).then(
      () => ctx.draw(),
      () => {},
    );
};

/** @param {any} ctx @param {any} s */
async function change(ctx, s) {
  const { t, fmt } = ctx,
    now = s.items[0],
    today = fmt.iso(Date.now());
  const items = await ctx.ask(
    (/** @type {any} */ d) => {
      const f = (d.state.f ??= { ...Object.fromEntries(FIELDS.map((x) => [x, now[x] ?? ''])), changedOn: today }),
        p = d.state.problem;
      const late = f.changedOn && (Date.parse(today) - Date.parse(f.changedOn)) / 86_400_000 > 10;
      const send = async (/** @type {Event} */ e) => {
        e.preventDefault();
        Object.assign(d.state, { busy: true, problem: null });
        d.draw();
        try {
          d.close((await ctx.api.post('/v1/participants/me/requisites', f)).items);
        } catch (failed) {
          Object.assign(d.state, { busy: false, problem: failed });
          d.draw();
          d.element.querySelector('[aria-invalid]')?.focus();
        }
      };
      const one = (/** @type {string} */ name, /** @type {any} */ o = {}) =>
        field({
          id: `r-${name}`,
          label: t(`field.${name}`),
          value: f[name],
          maxlength: 400,
          error: p?.field === name ? p.detail : '',
          onInput: (v) => {
            f[name] = v;
            if (name === 'changedOn') d.draw();
          },
          ...o,
        });
      return html`<form class="dform" @submit=${send}>
        ${frame(d, {
          title: t('changeRequisites'),
          lead: t('changeLead'),
          body: html`${one('changedOn', {
              type: 'date',
              max: today,
              required: true,
              hint: late ? t('lateHint') : t('changedOnHint'),
            })}${one('name')}${one('address')}
            <div class="pair">
              ${one('email', { type: 'email', autocomplete: 'email' })}${one('phone', {
                type: 'tel',
                autocomplete: 'tel',
              })}
            </div>
            ${one('head')}${one('bank')}
            <div class="pair">${one('bic')}${one('kbe', { inputmode: 'numeric' })}</div>
            ${one('iban')} ${p && !(p.field in f) ? problemBox(p) : nothing}`,
          buttons: html`${button(t('cancel'), () => d.close())}${button(t('declare'), null, {
            kind: 'main',
            type: 'submit',
            busy: d.state.busy,
          })}`,
        })}
      </form>`;
    },
    { wide: true },
  );
  if (items) {
    s.items = items;
    ctx.toast(t('declared'), 'good');
    ctx.draw();
  }
}

/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt, me } = ctx,
    now = s.items[0],
    p = me.participant,
    date = (/** @type {string} */ d) => fmt.date(`${d}T12:00:00+05:00`);
  return html`<div class="split">
      <section>
        <h3>${t('proved')}</h3>
        <p class="fine">${t('provedText')}</p>
        ${facts([
          [t('field.name'), p.name],
          [t('taxId'), fmt.taxId(p.taxId, p.country)],
          [t('kind'), t(`kind.${p.kind}`)],
          [t('registeredAt'), fmt.date(p.registeredAt)],
        ])}
      </section>
      <section>
        <h3>${t('declaredWord')} ${now.late ? tag('wait', 'clock', t('late')) : nothing}</h3>
        <p class="fine">
          ${
            now.version
              ? t('declaredOn', { date: fmt.date(now.reportedAt), changed: date(now.changedOn) })
              : t('declaredAtRegistration', { date: fmt.date(now.reportedAt) })
          }
        </p>
        ${
          FIELDS.some((x) => now[x])
            ? facts(FIELDS.map((x) => [t(`field.${x}`), now[x]]))
            : html`<p>${t('nothingDeclared')}</p>`
        }
        <div>${button(t('change'), () => change(ctx, s), { icon: 'edit' })}</div>
      </section>
    </div>
    ${
      s.items.length > 1
        ? html`<details>
            <summary>${t('versions', { n: s.items.length })}</summary>
            ${table({
              caption: t('versionsWord'),
              rows: s.items,
              columns: [
                { key: 'version', label: '№', cell: (r) => r.version || t('registration') },
                { key: 'changedOn', label: t('changedOn'), cell: (r) => (r.changedOn ? date(r.changedOn) : '—') },
                {
                  key: 'reportedAt',
                  label: t('reported'),
                  cell: (r) =>
                    html`${fmt.dateTime(r.reportedAt)} ${r.late ? tag('wait', 'clock', t('late')) : nothing}`,
                },
                {
                  key: 'what',
                  label: t('whatWas'),
                  wide: true,
                  cell: (r) =>
                    FIELDS.map((x) => r[x])
                      .filter(Boolean)
                      .join(' · ') || '—',
                },
              ],
            })}
          </details>`
        : nothing
    }`;
}

// @ts-check
// The offer and the privacy policy: what is in force, and new versions, seen side by side before they are published (clauses 2.5, 13.9).
import { html } from '../../vendor/lit-html.js';
import { button, card, facts } from '../parts.js';
import { askForm, run } from './form.js';
import { legal } from './legal.js';

const KINDS = {
  offer: ['/v1/offers/current', '/v1/admin/offers'],
  policy: ['/v1/privacy-policies/current', '/v1/admin/privacy-policies'],
};
/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  [s.offer, s.policy] = await Promise.all(Object.values(KINDS).map(([path]) => ctx.api.get(path)));
}

/** @param {any} ctx @param {any} s @param {'offer' | 'policy'} kind */
async function publish(ctx, s, kind) {
  const { t } = ctx;
  const done = await askForm(ctx, {
    title: t(`new.${kind}`),
    lead: t('textLead'),
    yes: t('publish'),
    danger: true,
    wide: true,
    fields: [
      { name: 'textRu', label: t('textRu'), rows: 10, required: true, value: s[kind].textRu },
      { name: 'textKk', label: t('textKk'), rows: 10, required: true, value: s[kind].textKk },
      { name: 'effectiveFrom', type: 'date', label: t('effectiveFrom'), hint: t('emptyNow') },
      { name: 'sure', kind: 'check', label: t(`sure.${kind}`) },
    ],
    send: (v, o) => {
      if (!v.sure) throw { field: 'sure', title: t('tickFirst'), detail: t('tickFirst') };
      return ctx.api.post(
        KINDS[kind][1],
        {
          textRu: v.textRu,
          textKk: v.textKk,
          ...(v.effectiveFrom && { effectiveFrom: `${v.effectiveFrom}T00:00:00+05:00` }),
        },
        o,
      );
    },
  });
  if (done)
    await run(
      ctx,
      async () => {
        await open(ctx, s);
        return true;
      },
      t('published'),
    );
}
/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx;
  const one = (/** @type {'offer' | 'policy'} */ kind) => {
    const x = s[kind];
    return card(
      t(kind),
      html`${facts([
          [t('versionWord'), x.no],
          [t('publishedAt'), fmt.dateTime(x.publishedAt)],
          [t('inForce'), fmt.dateTime(x.effectiveFrom)],
          ['SHA-256 (ru)', html`<code>${x.sha256Ru}</code>`],
          ['SHA-256 (kk)', html`<code>${x.sha256Kk}</code>`],
        ])}
        <details>
          <summary>${t('readBoth')}</summary>
          <div class="preview">
            <article lang="kk">
              <p class="fine">Басым мәтін — орыс тілінде</p>
              <div class="legal" tabindex="0">${legal(x.textKk)}</div>
            </article>
            <article lang="ru">
              <p class="fine">Русский текст имеет преимущественную силу</p>
              <div class="legal" tabindex="0">${legal(x.textRu)}</div>
            </article>
          </div>
        </details>`,
      { actions: button(t(`new.${kind}`), () => publish(ctx, s, kind), { icon: 'edit' }) },
    );
  };
  return html`${one('offer')}${one('policy')}`;
}

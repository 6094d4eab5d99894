// @ts-check
// A document shown to people who are no clients: a link in an e-mail, handed over and perhaps opened, never delivered (clause 7.9.13).
import { html, nothing } from '../../vendor/lit-html.js';
import { badge, button } from '../parts.js';
import { confirm } from '../dialog.js';
import { lang } from '../i18n.js';
import { askForm, run } from './form.js';

const path = (/** @type {any} */ ctx) => `/v1/documents/${ctx.params.number}/outside-links`;
const LANGUAGES = [
  { value: 'kk', label: 'Қазақша' },
  { value: 'ru', label: 'Русский' },
  { value: 'en', label: 'English' },
];

/** @param {any} ctx */
export async function load(ctx) {
  try {
    ctx.state.outside = (await ctx.api.get(path(ctx))).items;
  } catch {
    /* the document is there all the same */
  }
  ctx.draw();
}

/** @param {any} ctx */
export async function show(ctx) {
  const { t } = ctx;
  const made = await askForm(ctx, {
    title: t('forwardTitle'),
    lead: t('forwardText'),
    yes: t('forwardIt'),
    fields: [
      {
        name: 'email',
        label: t('forwardTo'),
        type: 'email',
        required: true,
        maxlength: 254,
        placeholder: 'name@example.kz',
      },
      { name: 'language', label: t('forwardIn'), kind: 'select', options: LANGUAGES, value: lang },
    ],
    send: (values, o) => ctx.api.post(path(ctx), { email: values.email.trim(), language: values.language }, o),
  });
  if (!made) return;
  ctx.toast(t('forwarded', { to: made.address }), 'good');
  await load(ctx);
}

/** @param {any} ctx @param {any} link */
async function end(ctx, link) {
  const { t } = ctx;
  if (
    !(await confirm({
      title: t('endLink'),
      text: t('endLinkText', { to: link.address }),
      yes: t('endLinkIt'),
      danger: true,
    }))
  )
    return;
  await run(
    ctx,
    async () => {
      await ctx.api.del(`${path(ctx)}/${link.id}`);
      await load(ctx);
      return true;
    },
    t('linkEnded'),
  );
}

/** @param {any} ctx */
export function section(ctx) {
  const { t, fmt } = ctx,
    links = ctx.state.outside ?? [];
  const said = (/** @type {any} */ l) =>
    l.endedAt
      ? t('linkTaken', { at: fmt.dateTime(l.endedAt) })
      : Date.parse(l.expiresAt) < Date.now()
        ? t('linkOver', { at: fmt.dateTime(l.expiresAt) })
        : t('linkUntil', { at: fmt.dateTime(l.expiresAt) });
  return links.length
    ? html`<section>
        <h3>${t('outside')}</h3>
        <p class="fine">${t('outsideText')}</p>
        <ul class="legs">
          ${links.map(
            (/** @type {any} */ l) =>
              html`<li>
                <div>
                  <b>${l.address}</b
                  ><small class="num"
                    >${l.viewedAt ? t('linkViewed', { at: fmt.dateTime(l.viewedAt) }) : said(l)}${
                      l.fetchedAt ? ` · ${t('linkFetched', { at: fmt.dateTime(l.fetchedAt) })}` : ''
                    }</small
                  >
                </div>
                <div class="row-of">
                  ${badge(l.state)}${
                    l.endedAt || Date.parse(l.expiresAt) < Date.now()
                      ? l.viewedAt
                        ? html`<small>${said(l)}</small>`
                        : nothing
                      : button(t('endLinkIt'), () => end(ctx, l), { small: true, icon: 'undo' })
                  }
                </div>
              </li>`,
          )}
        </ul>
      </section>`
    : nothing;
}

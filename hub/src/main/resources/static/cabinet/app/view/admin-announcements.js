// @ts-check
// What everybody is told: news, works on the system, force majeure (clauses 5.3.2, 11.2). Seen in Kazakh and Russian before it goes out.
import { html, nothing } from '../../vendor/lit-html.js';
import { button, empty, tag } from '../parts.js';
import { confirm } from '../dialog.js';
import { askForm, run } from './form.js';

const KINDS = ['NEWS', 'PREVENTIVE', 'TECHNICAL', 'EMERGENCY', 'FORCE_MAJEURE'];
const LOOK = /** @type {Record<string, [any, string]>} */ ({
  NEWS: ['info', 'info'],
  PREVENTIVE: ['wait', 'settings'],
  TECHNICAL: ['wait', 'settings'],
  EMERGENCY: ['bad', 'alert'],
  FORCE_MAJEURE: ['bad', 'shield'],
});
/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  s.items = (await ctx.api.get('/v1/admin/announcements')).items;
}
export const event = (/** @type {any} */ ctx, /** @type {any} */ s, /** @type {any} */ e) => {
  if (e.type === 'kz.centerpro.announcement.published')
    open(ctx, s).then(
      () => ctx.draw(),
      () => {},
    );
};
/** A local time of the form is of Almaty. @param {string} typed */
const instant = (typed) => (typed ? `${typed}:00+05:00` : undefined);

/** @param {any} ctx @param {any} s */
async function publish(ctx, s) {
  const { t } = ctx;
  const both = (/** @type {any} */ v) =>
    html`<div class="preview" aria-live="polite">
      ${['kk', 'ru'].map(
        (l) =>
          html`<article lang=${l}>
            <h3>${v[`title.${l}`] || v['title.ru'] || '…'}</h3>
            <p>${v[`text.${l}`] || v['text.ru'] || ''}</p>
          </article>`,
      )}
    </div>`;
  const done = await askForm(ctx, {
    title: t('newAnnouncement'),
    lead: t('toEverybody'),
    yes: t('announce'),
    wide: true,
    extra: both,
    fields: [
      {
        name: 'kind',
        kind: 'select',
        label: t('kindWord'),
        options: KINDS.map((value) => ({ value, label: t(`announcement.${value}`) })),
      },
      { name: 'closesSending', kind: 'check', label: t('closesSending'), hint: t('closesHint') },
      { name: 'startsAt', type: 'datetime-local', label: t('startsAt'), hint: t('emptyNow') },
      { name: 'endsAt', type: 'datetime-local', label: t('endsAt'), hint: t('emptyOpen') },
      ...['ru', 'kk', 'en'].flatMap((l) => [
        { name: `title.${l}`, label: t(`title.${l}`), required: l === 'ru', maxlength: 200 },
        { name: `text.${l}`, label: t(`text.${l}`), required: l === 'ru', rows: 2, maxlength: 4000 },
      ]),
    ],
    send: (v, o) => {
      const by = (/** @type {string} */ name) =>
        Object.fromEntries(['kk', 'ru', 'en'].map((l) => [l, v[`${name}.${l}`]]).filter(([, x]) => x));
      return ctx.api.post(
        '/v1/admin/announcements',
        {
          kind: v.kind,
          title: by('title'),
          text: by('text'),
          startsAt: instant(v.startsAt),
          endsAt: instant(v.endsAt),
          closesSending: v.closesSending,
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
      t('announced'),
    );
}
/** @param {any} ctx @param {any} s @param {any} a */
async function withdraw(ctx, s, a) {
  if (
    await confirm({ title: ctx.t('withdrawTitle'), text: ctx.t('withdrawText'), yes: ctx.t('withdraw'), danger: true })
  )
    await run(
      ctx,
      async () => {
        await ctx.api.post(`/v1/admin/announcements/${a.id}/withdrawal`);
        await open(ctx, s);
        return true;
      },
      ctx.t('withdrawn'),
    );
}
export const actions = (/** @type {any} */ ctx, /** @type {any} */ s) =>
  button(ctx.t('newAnnouncement'), () => publish(ctx, s), { kind: 'main', icon: 'plus' });

/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx,
    told = (/** @type {any} */ x) => x[document.documentElement.lang] ?? x.ru,
    now = Date.now();
  const state = (/** @type {any} */ a) =>
    a.withdrawnAt
      ? tag('still', 'undo', t('withdrawn'))
      : a.endsAt && Date.parse(a.endsAt) < now
        ? tag('still', 'clock', t('over'))
        : Date.parse(a.startsAt) > now
          ? tag('info', 'clock', t('ahead'))
          : tag('good', 'tick', t('holds'));
  return s.items.length
    ? html`<ul class="bulletins">
        ${s.items.map(
          (/** @type {any} */ a) =>
            html`<li>
              <p class="row-of">
                ${tag(LOOK[a.kind][0], LOOK[a.kind][1], t(`announcement.${a.kind}`))}${state(a)}${
                  a.closesSending ? tag('wait', 'lock', t('closes')) : nothing
                }<span class="fine num"
                  >${fmt.dateTime(a.startsAt)}${a.endsAt ? ` – ${fmt.dateTime(a.endsAt)}` : ''}</span
                >
              </p>
              <h3>${told(a.title)}</h3>
              <p>${told(a.text)}</p>
              ${
                a.withdrawnAt || (a.endsAt && Date.parse(a.endsAt) < now)
                  ? nothing
                  : html`<div>
                      ${button(t('withdraw'), () => withdraw(ctx, s, a), { small: true, kind: 'quiet', icon: 'undo' })}
                    </div>`
              }
            </li>`,
        )}
      </ul>`
    : empty({ icon: 'bell', title: t('noAnnouncements') });
}

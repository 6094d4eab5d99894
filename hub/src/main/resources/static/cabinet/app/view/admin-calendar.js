// @ts-check
// Days that are not what the day of the week says (reading A28): acts count working days by it.
import { html } from '../../vendor/lit-html.js';
import { button, empty, select, table, tag } from '../parts.js';
import { askForm, run } from './form.js';

/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  s.year ??= Number(ctx.fmt.iso(Date.now()).slice(0, 4));
  s.days = (await ctx.api.get(`/v1/admin/calendar?year=${s.year}`)).days;
}
/** @param {any} ctx @param {any} s @param {any[]} days */
const put = async (ctx, s, days) => {
  s.days = (
    await ctx.api.put('/v1/admin/calendar', { year: s.year, days: [...days].sort((a, b) => (a.day < b.day ? -1 : 1)) })
  ).days;
  return true;
};
/** @param {any} ctx @param {any} s */
async function add(ctx, s) {
  const { t } = ctx;
  if (
    await askForm(ctx, {
      title: t('addDay'),
      yes: t('add'),
      fields: [
        { name: 'day', type: 'date', label: t('day'), required: true, min: `${s.year}-01-01`, max: `${s.year}-12-31` },
        {
          name: 'kind',
          kind: 'select',
          label: t('kindWord'),
          options: ['DAY_OFF', 'WORKING'].map((value) => ({ value, label: t(`day.${value}`) })),
        },
        { name: 'name', label: t('name'), required: true, maxlength: 200 },
      ],
      send: (v) => put(ctx, s, [...s.days.filter((/** @type {any} */ d) => d.day !== v.day), v]),
    })
  )
    ctx.draw();
}
export const actions = (/** @type {any} */ ctx, /** @type {any} */ s) =>
  button(ctx.t('addDay'), () => add(ctx, s), { kind: 'main', icon: 'plus' });
/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx,
    week = (/** @type {string} */ d) => t('weekdays').split(' ')[new Date(`${d}T12:00:00Z`).getUTCDay()];
  return html`${select({
    id: 'year',
    label: t('year'),
    value: String(s.year),
    options: [-1, 0, 1].map((n) => {
      const y = String(Number(ctx.fmt.iso(Date.now()).slice(0, 4)) + n);
      return { value: y, label: y };
    }),
    onChange: (y) =>
      run(ctx, async () => {
        s.year = Number(y);
        await open(ctx, s);
      }),
  })}
  ${
    s.days.length
      ? table({
          caption: t('topic.calendar'),
          rows: s.days,
          columns: [
            {
              key: 'day',
              label: t('day'),
              cell: (d) =>
                html`<span class="num">${fmt.date(`${d.day}T12:00:00+05:00`)}</span> <small>${week(d.day)}</small>`,
            },
            {
              key: 'kind',
              label: t('kindWord'),
              cell: (d) =>
                d.kind === 'DAY_OFF' ? tag('info', 'sun', t('day.DAY_OFF')) : tag('wait', 'clock', t('day.WORKING')),
            },
            { key: 'name', label: t('name'), wide: true },
            {
              key: 'drop',
              label: '',
              align: 'end',
              cell: (d) =>
                button(
                  t('dropDay', { day: d.day }),
                  () =>
                    run(
                      ctx,
                      () =>
                        put(
                          ctx,
                          s,
                          s.days.filter((/** @type {any} */ x) => x !== d),
                        ),
                      t('kept'),
                    ),
                  { only: true, small: true, kind: 'quiet', icon: 'trash' },
                ),
            },
          ],
        })
      : empty({ icon: 'calendar', title: t('noDays'), text: t('noDaysText') })
  }`;
}

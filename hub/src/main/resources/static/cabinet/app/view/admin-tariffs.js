// @ts-check
// Tariffs, promotions, bonuses and payouts. A tariff that was bought stays as it was (clause 6.10).
import { html, nothing } from '../../vendor/lit-html.js';
import { button, menu, table, tag } from '../parts.js';
import { confirm } from '../dialog.js';
import { askForm, kzt, run } from './form.js';

/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  s.items = (await ctx.api.get('/v1/admin/tariffs')).items;
}
const texts = (/** @type {any} */ v, /** @type {string} */ name) =>
  Object.fromEntries(['kk', 'ru', 'en'].map((l) => [l, v[`${name}.${l}`]]).filter(([, x]) => x));
const told = (/** @type {any} */ x) => x?.[document.documentElement.lang] ?? x?.ru ?? '';
const three = (/** @type {any} */ ctx, /** @type {string} */ name, /** @type {any} */ old, rows = 0) =>
  ['kk', 'ru', 'en'].map((l) => ({
    name: `${name}.${l}`,
    label: ctx.t(`${name}.${l}`),
    value: old?.[l] ?? '',
    rows: rows || undefined,
    required: l === 'ru',
  }));

/** @param {any} ctx @param {any} s @param {any} [old] */
async function publish(ctx, s, old) {
  const { t } = ctx;
  const done = await askForm(ctx, {
    title: old ? t('newVersion', { name: told(old.names) }) : t('newTariff'),
    lead: t('newTariffText'),
    yes: t('publish'),
    wide: true,
    fields: [
      {
        name: 'tariff',
        label: t('tariffId'),
        value: old?.tariff,
        required: true,
        maxlength: 40,
        hint: t('tariffIdHint'),
      },
      { name: 'price', label: t('priceVat'), value: old?.price.amount, required: true, inputmode: 'decimal' },
      {
        name: 'term',
        label: t('termWord'),
        kind: 'select',
        value: old?.term ?? 'P1M',
        options: [
          'P1M',
          'P3M',
          'P6M',
          'P1Y',
          ...(old && !['P1M', 'P3M', 'P6M', 'P1Y'].includes(old.term) ? [old.term] : []),
        ].map((value) => ({ value, label: t(`term.${value}`) === `term.${value}` ? value : t(`term.${value}`) })),
      },
      {
        name: 'volume',
        label: t('volume'),
        value: old?.volumes[0]?.volume ?? '',
        hint: t('volumeHint'),
        inputmode: 'numeric',
      },
      ...three(ctx, 'names', old?.names),
      ...three(ctx, 'conditions', old?.conditions, 2),
      { name: 'welcome', kind: 'check', label: t('welcome'), value: old?.welcome ?? false },
    ],
    send: (v, o) =>
      ctx.api.post(
        '/v1/admin/tariffs',
        {
          tariff: v.tariff.trim(),
          price: kzt(v.price),
          term: v.term,
          volumes: [{ metric: 'document.sent', ...(v.volume !== '' && { volume: Number(v.volume) }) }],
          products: ['EXCHANGE'],
          names: texts(v, 'names'),
          conditions: texts(v, 'conditions'),
          welcome: v.welcome,
        },
        o,
      ),
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
/** @param {any} ctx @param {any} s @param {any} x */
async function retire(ctx, s, x) {
  if (
    await confirm({
      title: ctx.t('retireTitle', { name: told(x.names) }),
      text: ctx.t('retireText'),
      yes: ctx.t('retire'),
      danger: true,
    })
  )
    await run(
      ctx,
      async () => {
        await ctx.api.post(`/v1/admin/tariffs/${x.tariff}/retirement`);
        await open(ctx, s);
        return true;
      },
      ctx.t('retired'),
    );
}

/** @param {any} ctx @param {any} s */
async function promote(ctx, s) {
  const { t, fmt } = ctx,
    today = fmt.iso(Date.now());
  const done = await askForm(ctx, {
    title: t('newPromotion'),
    yes: t('publish'),
    fields: [
      { name: 'code', label: t('promoCode'), required: true, maxlength: 40 },
      {
        name: 'tariff',
        kind: 'select',
        label: t('forTariff'),
        options: [
          { value: '', label: t('anyTariff') },
          ...s.items
            .filter((/** @type {any} */ x) => !x.retiredAt)
            .map((/** @type {any} */ x) => ({ value: x.tariff, label: told(x.names) })),
        ],
      },
      { name: 'percent', label: t('percent'), inputmode: 'numeric' },
      { name: 'amount', label: t('orAmount'), inputmode: 'decimal' },
      { name: 'from', label: t('from'), type: 'date', value: today, required: true },
      { name: 'to', label: t('to'), type: 'date', required: true, min: today },
      { name: 'per', label: t('perParticipant'), value: '1', inputmode: 'numeric' },
      ...three(ctx, 'names', {}).map((f) => ({ ...f, required: false })),
    ],
    send: (v, o) =>
      ctx.api.post(
        '/v1/admin/promotions',
        {
          code: v.code.trim(),
          ...(v.tariff && { tariff: v.tariff }),
          ...(v.percent ? { percent: Number(v.percent) } : { amount: kzt(v.amount) }),
          validFrom: `${v.from}T00:00:00+05:00`,
          validTo: `${v.to}T23:59:59+05:00`,
          ...(v.per && { perParticipant: Number(v.per) }),
          ...(v['names.ru'] && { names: texts(v, 'names') }),
        },
        o,
      ),
  });
  if (done) ctx.toast(t('published'), 'good');
}
/** @param {any} ctx @param {'bonuses' | 'payouts'} what */
async function give(ctx, what) {
  const { t } = ctx;
  const done = await askForm(ctx, {
    title: t(what),
    lead: t(`${what}Text`),
    yes: t('enter'),
    danger: what === 'payouts',
    fields: [
      { name: 'box', label: t('box'), required: true, inputmode: 'numeric', hint: t('boxHint') },
      { name: 'amount', label: t('sum'), required: true, inputmode: 'decimal' },
      { name: 'memo', label: t('memo'), maxlength: 200 },
    ],
    send: (v, o) =>
      ctx.api.post(
        `/v1/admin/${what}`,
        { reference: `cabinet-${o.key}`, box: Number(v.box), amount: kzt(v.amount), ...(v.memo && { memo: v.memo }) },
        o,
      ),
  });
  if (done) ctx.toast(t('entered'), 'good');
}
export const actions = (/** @type {any} */ ctx, /** @type {any} */ s) =>
  html`<div class="row-of">
    ${button(ctx.t('newTariff'), () => publish(ctx, s), { kind: 'main', icon: 'plus' })}${menu({
      label: ctx.t('moreActs'),
      items: [
        { label: ctx.t('newPromotion'), icon: 'star', onPick: () => promote(ctx, s) },
        { label: ctx.t('bonuses'), icon: 'plus', onPick: () => give(ctx, 'bonuses') },
        { label: ctx.t('payouts'), icon: 'minus', onPick: () => give(ctx, 'payouts') },
      ],
    })}
  </div>`;

/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx;
  return table({
    caption: t('topic.tariffs'),
    rows: s.items,
    columns: [
      {
        key: 'name',
        label: t('name'),
        cell: (x) =>
          html`<b>${told(x.names)}</b><br /><small
              ><code>${x.tariff}</code> · ${t('versionN', { n: x.version })}</small
            >`,
      },
      {
        key: 'state',
        label: t('state'),
        cell: (x) =>
          x.retiredAt
            ? tag('still', 'close', t('retiredOn', { date: fmt.date(x.retiredAt) }))
            : html`${tag('good', 'tick', t('onSale'))}${
                x.welcome ? html` ${tag('info', 'star', t('welcomeShort'))}` : nothing
              }`,
      },
      {
        key: 'volume',
        label: t('volume'),
        align: 'end',
        cell: (x) => x.volumes.map((/** @type {any} */ v) => (v.volume ? fmt.number(v.volume) : '∞')).join(', '),
      },
      {
        key: 'term',
        label: t('termWord'),
        cell: (x) => (t(`term.${x.term}`) === `term.${x.term}` ? x.term : t(`term.${x.term}`)),
      },
      { key: 'price', label: t('price'), align: 'end', cell: (x) => fmt.money(x.price) },
      {
        key: 'acts',
        label: '',
        align: 'end',
        cell: (x) =>
          x.retiredAt
            ? nothing
            : menu({
                label: t('actsOf', { what: told(x.names) }),
                items: [
                  { label: t('newVersionShort'), icon: 'edit', onPick: () => publish(ctx, s, x) },
                  { label: t('retire'), icon: 'trash', onPick: () => retire(ctx, s, x) },
                ],
              }),
      },
    ],
  });
}

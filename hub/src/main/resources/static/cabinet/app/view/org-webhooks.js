// @ts-check
// Webhooks, what was delivered to them, and consumers whose cursors the hub keeps.
import { html, nothing } from '../../vendor/lit-html.js';
import {
  badge,
  button,
  check,
  copyable,
  empty,
  facts,
  field,
  linkButton,
  menu,
  problemBox,
  table,
  tag,
} from '../parts.js';
import { frame } from '../dialog.js';
import { newKey } from '../door.js';
import { askSure } from './form.js';

const GROUPS = {
  document: [
    'registered',
    'arrived',
    'delivered',
    'received',
    'read',
    'signed',
    'declined',
    'correction-requested',
    'annulment-proposed',
    'annulled',
    'annulment-refused',
    'expired',
    'refused',
    'undeliverable',
    'withdrawn',
  ],
  billing: [
    'invoice-issued',
    'payment-received',
    'balance-credited',
    'tariff-started',
    'tariff-expiring',
    'tariff-expired',
    'quota-warning',
    'quota-exhausted',
    'act-issued',
    'act-accepted',
    'act-refused',
    'act-deemed-accepted',
  ],
  account: ['requisites-changed', 'offer-accepted'],
  announcement: ['offer-published', 'published'],
};
const LOOKS = /** @type {Record<string, [any, string]>} */ ({
  PENDING: ['wait', 'clock'],
  ACTIVE: ['good', 'tick'],
  PAUSED: ['still', 'pause'],
  DELIVERED: ['good', 'tick'],
  FAILED: ['wait', 'refresh'],
  DEAD: ['bad', 'alert'],
});
const look = (/** @type {any} */ ctx, /** @type {string} */ state) =>
  tag(LOOKS[state]?.[0] ?? 'still', LOOKS[state]?.[1] ?? 'info', ctx.t(`hook.${state}`));

/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  const [hooks, consumers] = await Promise.all([
    ctx.api.get('/v1/webhooks'),
    ctx.api.get('/v1/consumers').catch(() => ({ consumers: [] })),
  ]);
  Object.assign(s, { items: hooks.items, consumers: consumers.consumers });
  clearTimeout(s.timer);
  if (
    !ctx.closed &&
    ctx.state.tab === 'webhooks' &&
    s.items.some((/** @type {any} */ w) => w.status === 'PENDING' || w.nextAttemptAt)
  )
    s.timer = setTimeout(
      () =>
        open(ctx, s).then(
          () => ctx.draw(),
          () => {},
        ),
      4000,
    );
}
export const close = (/** @type {any} */ ctx, /** @type {any} */ s) => clearTimeout(s?.timer);

/** @param {any} ctx @param {any} s @param {() => Promise<any>} what */
async function act(ctx, s, what) {
  try {
    await what();
    await open(ctx, s);
  } catch (failed) {
    ctx.toast(/** @type {any} */ (failed).detail ?? /** @type {any} */ (failed).title, 'bad');
  }
  ctx.draw();
}

/** @param {any} ctx @param {any} s */
async function make(ctx, s) {
  const { t } = ctx,
    key = newKey();
  const made = await ctx.ask(
    (/** @type {any} */ d) => {
      const f = d.state,
        types = (f.types ??= new Set()),
        p = f.problem;
      const send = async (/** @type {Event} */ e) => {
        e.preventDefault();
        Object.assign(f, { busy: true, problem: null });
        d.draw();
        try {
          d.close(
            await ctx.api.post(
              '/v1/webhooks',
              {
                url: (f.url ?? '').trim(),
                ...(types.size && { types: [...types] }),
                ...(f.description && { description: f.description }),
              },
              { key },
            ),
          );
        } catch (failed) {
          Object.assign(f, { busy: false, problem: failed });
          d.draw();
        }
      };
      return html`<form class="dform" @submit=${send}>
        ${frame(d, {
          title: t('newHook'),
          lead: t('newHookText'),
          body: html`${field({
              id: 'hook-url',
              label: 'URL',
              type: 'url',
              placeholder: 'https://',
              value: f.url,
              required: true,
              error: p?.field === 'url' ? p.detail : '',
              onInput: (v) => {
                f.url = v;
              },
            })}${field({
              id: 'hook-description',
              label: t('description'),
              maxlength: 200,
              value: f.description,
              onInput: (v) => {
                f.description = v;
              },
            })}
            <details>
              <summary>${types.size ? t('typesChosen', { n: types.size }) : t('allTypes')}</summary>
              ${Object.entries(GROUPS).map(
                ([group, names]) =>
                  html`<fieldset class="types">
                    <legend>${t(`types.${group}`)}</legend>
                    ${names.map((name) => {
                      const type = `kz.centerpro.${group}.${name}`;
                      return check({
                        id: type,
                        label: html`<code>${name}</code>`,
                        checked: types.has(type),
                        onChange: (on) => {
                          if (on) types.add(type);
                          else types.delete(type);
                          d.draw();
                        },
                      });
                    })}
                  </fieldset>`,
              )}
            </details>
            ${p && p.field !== 'url' ? problemBox(p) : nothing}`,
          buttons: html`${button(t('cancel'), () => d.close())}${button(t('makeHook'), null, {
            kind: 'main',
            type: 'submit',
            busy: f.busy,
          })}`,
        })}
      </form>`;
    },
    { wide: true },
  );
  if (!made) return;
  if (made.secret)
    await ctx.ask(
      (/** @type {any} */ d) =>
        frame(d, {
          title: t('hookMade'),
          lead: t('secretOnce'),
          body: html`${facts([
              ['URL', made.url],
              [t('hookSecret'), copyable(made.secret, html`<code>${made.secret}</code>`)],
            ])}
            <p class="fine">${t('hookChallenge')}</p>`,
          buttons: button(t('kept'), () => d.close(), { kind: 'main' }),
        }),
      { wide: true },
    );
  await act(ctx, s, async () => {});
}

/** @param {any} ctx @param {any} s @param {any} w */
const deliveries = (ctx, s, w) =>
  ctx.ask(
    (/** @type {any} */ d) => {
      const { t, fmt, api } = ctx,
        path = `/v1/webhooks/${w.id}`;
      const load = () =>
        api.get(`${path}/deliveries`).then(
          (/** @type {any} */ all) => {
            d.state.all = all;
            d.draw();
          },
          (/** @type {any} */ failed) => {
            d.state.problem = failed;
            d.draw();
          },
        );
      d.state.asked ??= load();
      const again = async (/** @type {any} */ x) => {
        try {
          await api.post(`${path}/redeliver`, x.events === 1 ? { event: x.until } : { after: x.after });
          ctx.toast(t('redelivering'), 'good');
          await load();
          await open(ctx, s);
          ctx.draw();
        } catch (failed) {
          d.state.problem = failed;
          d.draw();
        }
      };
      const list = (/** @type {any[]} */ rows, /** @type {string} */ caption) =>
        table({
          caption,
          rows,
          columns: [
            { key: 'at', label: t('when'), cell: (x) => fmt.moment(x.at) },
            {
              key: 'outcome',
              label: t('state'),
              cell: (x) => html`${look(ctx, x.outcome)} ${x.status ? html`<code>${x.status}</code>` : nothing}`,
            },
            { key: 'events', label: t('events'), align: 'end', cell: (x) => fmt.number(x.events) },
            {
              key: 'detail',
              label: t('answer'),
              wide: true,
              cell: (x) =>
                html`<small lang="en">${x.detail}</small>
                  <small class="num">${x.millis} ms · ${t('attempt', { n: x.attempt })}</small>`,
            },
            {
              key: 'again',
              label: '',
              align: 'end',
              cell: (x) => button(t('again'), () => again(x), { small: true, icon: 'refresh' }),
            },
          ],
        });
      return frame(d, {
        title: t('deliveries'),
        lead: w.url,
        body: html`${problemBox(d.state.problem)}${
          d.state.all
            ? html`${
                d.state.all.deadLetters.length
                  ? html`<h3>${t('deadLetters')}</h3>
                      ${list(d.state.all.deadLetters, t('deadLetters'))}`
                  : nothing
              }${
                d.state.all.items.length ? list(d.state.all.items, t('deliveries')) : html`<p>${t('noDeliveries')}</p>`
              }`
            : nothing
        }`,
      });
    },
    { wide: true },
  );

/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx,
    path = (/** @type {any} */ w, end = '') => `/v1/webhooks/${w.id}${end}`;
  const drop = async (/** @type {any} */ w) => {
    if (await askSure(ctx, { title: t('dropHook'), text: html`${w.url}<br />${t('dropHookText')}`, yes: t('dropIt') }))
      await act(ctx, s, () => ctx.api.del(path(w)));
  };
  return html`<div class="lead">
      <p class="fine">${t('hooksText')}</p>
      <div class="row-of">
        ${linkButton(t('contract'), '/asyncapi.yaml', { icon: 'file', out: true })}${button(
          t('newHook'),
          () => make(ctx, s),
          { kind: 'main', icon: 'plus' },
        )}
      </div>
    </div>
    ${
      s.items.length
        ? table({
            caption: t('tab.webhooks'),
            rows: s.items,
            onRow: (w) => deliveries(ctx, s, w),
            columns: [
              {
                key: 'url',
                label: 'URL',
                cell: (w) => html`${w.url}${w.description ? html`<br /><small>${w.description}</small>` : nothing}`,
              },
              {
                key: 'status',
                label: t('state'),
                cell: (w) =>
                  html`${look(ctx, w.status)}${
                    w.pausedBecause
                      ? html`<br /><small>${t(`because.${w.pausedBecause}`)}</small>`
                      : w.attempts > 0
                        ? html`<br /><small>${t('attempt', { n: w.attempts })}</small>`
                        : nothing
                  }`,
              },
              { key: 'behind', label: t('behind'), align: 'end', cell: (w) => fmt.number(w.behind) },
              {
                key: 'types',
                label: t('typesWord'),
                cell: (w) => (w.types.length ? t('typesN', { n: w.types.length }) : t('allTypes')),
              },
              {
                key: 'acts',
                label: '',
                align: 'end',
                cell: (w) =>
                  menu({
                    label: t('actsOf', { what: w.url }),
                    items: [
                      { label: t('deliveries'), icon: 'activity', onPick: () => deliveries(ctx, s, w) },
                      w.status === 'PAUSED'
                        ? {
                            label: t('resume'),
                            icon: 'play',
                            onPick: () => act(ctx, s, () => ctx.api.post(path(w, '/resume'))),
                          }
                        : {
                            label: t('pause'),
                            icon: 'pause',
                            onPick: () => act(ctx, s, () => ctx.api.post(path(w, '/pause'))),
                          },
                      { label: t('dropIt'), icon: 'trash', onPick: () => drop(w) },
                    ],
                  }),
              },
            ],
          })
        : empty({ icon: 'plug', title: t('noHooks'), text: t('noHooksText') })
    }
    ${
      s.consumers.length
        ? html`<h3>${t('consumers')}</h3>
            <p class="fine">${t('consumersText')}</p>
            ${table({
              caption: t('consumers'),
              rows: s.consumers,
              columns: [
                { key: 'name', label: t('keyName') },
                {
                  key: 'lag',
                  label: t('behind'),
                  align: 'end',
                  cell: (c) => (c.expired ? badge('EXPIRED', t('cursorGone')) : fmt.number(c.lag ?? 0)),
                },
                { key: 'acknowledgedAt', label: t('lastUsed'), cell: (c) => fmt.dateTime(c.acknowledgedAt) },
              ],
            })}`
        : nothing
    }`;
}

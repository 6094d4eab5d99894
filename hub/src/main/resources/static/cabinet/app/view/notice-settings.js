// @ts-check
// What is told where: kinds by channels, the e-mail address, browsers that are told by Web Push.
import { html, nothing } from '../../vendor/lit-html.js';
import { button, card, field, linkButton, page, problemBox, select, table, tag } from '../parts.js';
import { confirm } from '../dialog.js';
import { icon } from '../icons.js';
import { loadPush, pushCard } from './notice-push.js';
import { quietCard } from './notice-quiet.js';

export const parts = ['notifications'];
export const title = (/** @type {any} */ ctx) => ctx.t('settingsTitle');
const GROUPS = /** @type {[string, (k: string) => boolean][]} */ ([
  ['documents', (k) => k.startsWith('DOCUMENT')],
  ['money', (k) => /^(TARIFF|QUOTA|BALANCE|PAYMENT|INVOICE)/.test(k)],
  ['other', (k) => !/^(DOCUMENT|TARIFF|QUOTA|BALANCE|PAYMENT|INVOICE)/.test(k)],
]);
const CHANNELS = /** @type {const} */ (['cabinet', 'email', 'push']);

/** @param {any} ctx */
export async function open(ctx) {
  const [preferences] = await Promise.all([ctx.api.get('/v1/notification-preferences'), loadPush(ctx)]);
  ctx.state.p = preferences;
}

/** @param {any} ctx @param {any} row @param {string} channel @param {boolean} on */
async function turn(ctx, row, channel, on) {
  row[channel] = on;
  try {
    ctx.state.p = await ctx.api.put('/v1/notification-preferences', { kinds: [{ kind: row.kind, [channel]: on }] });
  } catch (failed) {
    row[channel] = !on;
    ctx.toast(/** @type {any} */ (failed).title, 'bad');
  }
  ctx.draw();
}

/** @param {any} ctx @param {any} row @param {'cabinet' | 'email' | 'push'} channel */
function cell(ctx, row, channel) {
  const { t } = ctx,
    locked = row.obligatory.includes(channel.toUpperCase()),
    name = `${t(`kind.${row.kind}`)}: ${t(`channel.${channel.toUpperCase()}`)}`;
  if (locked)
    return html`<span class="locked" title=${t('locked')}
      >${icon('lock')}<span class="unseen">${t('locked')}</span
      ><small>${channel === 'email' ? t('clause', { no: '5.4.3' }) : t('clause', { no: '7.1.6' })}</small></span
    >`;
  return html`<input
    type="checkbox"
    role="switch"
    class="toggle"
    aria-label=${name}
    .checked=${row[channel]}
    ?disabled=${channel === 'email' && !ctx.state.p.email}
    @change=${(/** @type {any} */ e) => turn(ctx, row, channel, e.target.checked)}
  />`;
}

/** @param {any} ctx @param {Event} e */
async function askEmail(ctx, e) {
  e.preventDefault();
  const s = ctx.state;
  s.mailProblem = null;
  try {
    s.p = await ctx.api.put('/v1/notification-preferences/email', { address: (s.address ?? '').trim() });
    s.address = '';
    ctx.toast(ctx.t('codeSent'), 'good');
  } catch (failed) {
    s.mailProblem = failed;
  }
  ctx.draw();
}
/** @param {any} ctx @param {Event} e */
async function confirmEmail(ctx, e) {
  e.preventDefault();
  const s = ctx.state;
  s.mailProblem = null;
  try {
    s.p = await ctx.api.post('/v1/notification-preferences/email/confirmation', {
      code: (s.code ?? '').replace(/\s/g, ''),
    });
    s.code = '';
    ctx.toast(ctx.t('emailConfirmed'), 'good');
  } catch (failed) {
    s.mailProblem = failed;
  }
  ctx.draw();
}
/** @param {any} ctx */
async function dropEmail(ctx) {
  if (!(await confirm({ title: ctx.t('dropEmail'), text: ctx.t('dropEmailText'), yes: ctx.t('dropIt'), danger: true })))
    return;
  try {
    await ctx.api.del('/v1/notification-preferences/email');
    await open(ctx);
  } catch (failed) {
    ctx.state.mailProblem = failed;
  }
  ctx.draw();
}

/** @param {any} ctx */
const emailCard = (ctx) => {
  const { state: s, t, fmt } = ctx,
    p = s.p;
  return card(
    t('email'),
    html`${
        p.email
          ? html`<p>
              ${tag('good', 'tick', p.email)}
              <small>${t('confirmedAt', { date: fmt.dateTime(p.emailConfirmedAt) })}</small>
            </p>`
          : html`<p>${t('noEmail')}</p>`
      }
      ${
        p.pendingEmail
          ? html`<form class="inline" @submit=${(/** @type {Event} */ e) => confirmEmail(ctx, e)}>
              ${field({
                id: 'mail-code',
                label: t('codeFor', { address: p.pendingEmail }),
                hint: t('codeUntil', { time: fmt.dateTime(p.pendingUntil) }),
                inputmode: 'numeric',
                autocomplete: 'one-time-code',
                maxlength: 10,
                value: s.code,
                required: true,
                onInput: (v) => {
                  s.code = v;
                },
              })}${button(t('confirm'), null, { kind: 'main', type: 'submit' })}
            </form>`
          : nothing
      }
      <form class="inline" @submit=${(/** @type {Event} */ e) => askEmail(ctx, e)}>
        ${field({
          id: 'mail',
          label: p.email ? t('newEmail') : t('address'),
          type: 'email',
          autocomplete: 'email',
          maxlength: 254,
          value: s.address,
          required: true,
          onInput: (v) => {
            s.address = v;
          },
        })}${button(t('sendCode'), null, { type: 'submit', icon: 'mail' })}
      </form>
      ${problemBox(s.mailProblem)}${
        p.email
          ? html`<div>${button(t('dropIt'), () => dropEmail(ctx), { kind: 'quiet', small: true, icon: 'trash' })}</div>`
          : nothing
      }`,
  );
};

/** @param {any} ctx */
export function view(ctx) {
  const { state: s, t } = ctx;
  const group = (/** @type {[string, (k: string) => boolean]} */ [name, is]) => ({
    name,
    rows: s.p.kinds.filter((/** @type {any} */ k) => is(k.kind)),
  });
  return page(
    t('settingsTitle'),
    html`${emailCard(ctx)}
    ${card(
      t('what'),
      html`<p class="fine">${t('whatText')}</p>
        ${GROUPS.map(group).map((g) =>
          g.rows.length
            ? html`<h3>${t(`group.${g.name}`)}</h3>
                ${table({
                  caption: t(`group.${g.name}`),
                  rows: g.rows,
                  columns: [
                    { key: 'kind', label: t('kindWord'), cell: (k) => t(`kind.${k.kind}`) },
                    ...CHANNELS.map((c) => ({
                      key: c,
                      label: t(`channel.${c.toUpperCase()}`),
                      cell: (/** @type {any} */ k) => cell(ctx, k, c),
                    })),
                  ],
                })}`
            : nothing,
        )}`,
    )}
    ${quietCard(ctx)} ${pushCard(ctx)}
    ${card(
      t('noticeLanguage'),
      select({
        id: 'notice-language',
        label: t('noticeLanguageText'),
        value: s.p.language,
        options: [
          { value: 'kk', label: 'Қазақша' },
          { value: 'ru', label: 'Русский' },
          { value: 'en', label: 'English' },
        ],
        onChange: async (language) => {
          try {
            s.p = await ctx.api.put('/v1/notification-preferences', { language });
          } catch (failed) {
            ctx.toast(/** @type {any} */ (failed).title, 'bad');
          }
          ctx.draw();
        },
      }),
    )}`,
    { actions: linkButton(t('toNotices'), '/notifications', { icon: 'bell' }) },
  );
}

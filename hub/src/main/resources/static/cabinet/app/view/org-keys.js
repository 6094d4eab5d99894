// @ts-check
// API keys: the secret is shown once and kept nowhere (clause 7.1.10).
import { html, nothing } from '../../vendor/lit-html.js';
import { button, copyable, empty, facts, field, menu, problemBox, table, tag } from '../parts.js';
import { confirm, frame } from '../dialog.js';
import { newKey } from '../door.js';
import { askSure } from './form.js';

/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  s.items = (await ctx.api.get('/v1/credentials')).items;
}

/** @param {any} ctx @param {any} made with its secret */
const secret = (ctx, made) =>
  ctx.ask(
    (/** @type {any} */ d) => {
      const { t } = ctx;
      return frame(d, {
        title: t('secretTitle', { name: made.name }),
        lead: t('secretOnce'),
        body: facts([
          [t('clientId'), copyable(made.clientId, html`<code>${made.clientId}</code>`)],
          [t('clientSecret'), copyable(made.clientSecret, html`<code>${made.clientSecret}</code>`)],
        ]),
        buttons: button(t('kept'), () => d.close(), { kind: 'main' }),
      });
    },
    { wide: true },
  );

/** @param {any} ctx @param {any} s */
async function make(ctx, s) {
  const { t } = ctx,
    key = newKey();
  const made = await ctx.ask((/** @type {any} */ d) => {
    const send = async (/** @type {Event} */ e) => {
      e.preventDefault();
      Object.assign(d.state, { busy: true, problem: null });
      d.draw();
      try {
        d.close(await ctx.api.post('/v1/credentials', { name: (d.state.name ?? '').trim() }, { key }));
      } catch (failed) {
        Object.assign(d.state, { busy: false, problem: failed });
        d.draw();
      }
    };
    return html`<form class="dform" @submit=${send}>
      ${frame(d, {
        title: t('newKey'),
        lead: t('newKeyText'),
        body: html`${field({
          id: 'key-name',
          label: t('keyName'),
          hint: t('keyNameHint'),
          value: d.state.name,
          required: true,
          maxlength: 100,
          error: d.state.problem?.field === 'name' ? d.state.problem.detail : '',
          onInput: (v) => {
            d.state.name = v;
          },
        })}${d.state.problem && d.state.problem.field !== 'name' ? problemBox(d.state.problem) : nothing}`,
        buttons: html`${button(t('cancel'), () => d.close())}${button(t('makeKey'), null, {
          kind: 'main',
          type: 'submit',
          busy: d.state.busy,
        })}`,
      })}
    </form>`;
  });
  if (made) {
    await secret(ctx, made);
    await open(ctx, s);
    ctx.draw();
  }
}
/** @param {any} ctx @param {any} s @param {any} k */
async function rotate(ctx, s, k) {
  if (
    !(await confirm({ title: ctx.t('rotateTitle', { name: k.name }), text: ctx.t('rotateText'), yes: ctx.t('rotate') }))
  )
    return;
  try {
    await secret(ctx, await ctx.api.post(`/v1/credentials/${k.clientId}/rotations`));
    await open(ctx, s);
  } catch (failed) {
    ctx.toast(/** @type {any} */ (failed).title, 'bad');
  }
  ctx.draw();
}
/** @param {any} ctx @param {any} s @param {any} k */
async function revoke(ctx, s, k) {
  if (
    !(await askSure(ctx, {
      title: ctx.t('revokeTitle', { name: k.name }),
      text: ctx.t('revokeText'),
      yes: ctx.t('revoke'),
    }))
  )
    return;
  try {
    await ctx.api.del(`/v1/credentials/${k.clientId}`);
    await open(ctx, s);
  } catch (failed) {
    ctx.toast(/** @type {any} */ (failed).title, 'bad');
  }
  ctx.draw();
}

/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx;
  return html`<div class="lead">
      <p class="fine">${t('keysText')}</p>
      ${button(t('newKey'), () => make(ctx, s), { kind: 'main', icon: 'plus' })}
    </div>
    ${
      s.items.length
        ? table({
            caption: t('tab.keys'),
            rows: s.items,
            columns: [
              { key: 'name', label: t('keyName'), cell: (k) => html`<b>${k.name}</b><br /><code>${k.clientId}</code>` },
              {
                key: 'state',
                label: t('state'),
                cell: (k) =>
                  k.revokedAt
                    ? tag('still', 'close', t('revokedAt', { date: fmt.date(k.revokedAt) }))
                    : tag('good', 'tick', t('works')),
              },
              {
                key: 'made',
                label: t('made'),
                cell: (k) =>
                  html`${fmt.date(k.createdAt)}${
                    k.rotatedAt
                      ? html`<br /><small>${t('rotatedAt', { date: fmt.date(k.rotatedAt) })}</small>`
                      : nothing
                  }`,
              },
              {
                key: 'used',
                label: t('lastUsed'),
                cell: (k) => (k.lastUsedAt ? fmt.dateTime(k.lastUsedAt) : t('never')),
              },
              {
                key: 'acts',
                label: '',
                align: 'end',
                cell: (k) =>
                  k.revokedAt
                    ? nothing
                    : menu({
                        label: t('actsOf', { what: k.name }),
                        items: [
                          { label: t('rotate'), icon: 'refresh', onPick: () => rotate(ctx, s, k) },
                          { label: t('revoke'), icon: 'trash', onPick: () => revoke(ctx, s, k) },
                        ],
                      }),
              },
            ],
          })
        : empty({ icon: 'key', title: t('noKeys'), text: t('noKeysText') })
    }`;
}

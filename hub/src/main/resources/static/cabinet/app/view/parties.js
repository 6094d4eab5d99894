// @ts-check
// The own list of counterparties: add by the exact number, invite, group, block; who joins shows by itself.
import { html, nothing } from '../../vendor/lit-html.js';
import { repeat } from '../../vendor/directives/repeat.js';
import { icon } from '../icons.js';
import { badge, button, empty, linkButton, menu, page, pager, problemBox, tag } from '../parts.js';
import { confirm } from '../dialog.js';
import { sheet } from '../sheet.js';
import { say } from '../toast.js';
import { nameOf, page as ask, pathOf, same } from '../store/parties.js';

export const parts = ['parties'];
const STATES = ['', 'CONNECTED', 'INVITED', 'CREATED', 'BLOCKED'];

/** @param {any} ctx */
export async function open(ctx) {
  Object.assign(ctx.state, {
    items: [],
    total: 0,
    groups: [],
    limits: { additions: 0, invitations: 0 },
    problem: null,
    next: undefined,
    fresh: new Set(),
  });
  await Promise.all([sheet('send'), load(ctx)]);
}

/** @param {any} ctx @param {string} [after] */
async function load(ctx, after) {
  const s = ctx.state,
    q = ctx.query,
    turn = (s.turn = (s.turn ?? 0) + 1);
  const found = await ask({
    q: q.q,
    group: q.group,
    state: q.state === 'BLOCKED' ? '' : q.state,
    blocked: q.state === 'BLOCKED' ? true : '',
    limit: 100,
    after,
  });
  if (turn !== s.turn) return;
  s.items = after ? [...s.items, ...found.items] : found.items;
  Object.assign(s, { next: found.next, total: found.total, groups: found.groups, limits: found.limits, problem: null });
}

/** @param {any} ctx @param {string} [after] */
async function again(ctx, after) {
  try {
    await load(ctx, after);
  } catch (failed) {
    ctx.state.problem = failed;
  }
  ctx.draw();
}
/** @param {any} ctx */ export const reload = (ctx) => again(ctx);
/** @param {any} ctx */ export const query = (ctx) => {
  clearTimeout(ctx.state.typing);
  ctx.state.typing = setTimeout(() => again(ctx), 180);
};

/** @param {any} ctx @param {any} e */
export function event(ctx, e) {
  if (!String(e.type).startsWith('kz.centerpro.counterparty.')) return false;
  const s = ctx.state,
    p = s.items.find((/** @type {any} */ each) => same(each, e.data));
  if (!p) {
    query(ctx);
    return false;
  }
  p.state = e.data.state;
  p.blocked = e.data.blocked;
  if (e.data.name) p.name = e.data.name;
  if (e.type.endsWith('.connected')) {
    p.connectedAt = e.time;
    s.fresh.add(`${p.country}/${p.taxId}`);
    say(ctx.t('joined', { name: nameOf(p) }));
    ctx.toast(ctx.t('joined', { name: nameOf(p) }), 'good');
  }
  return true;
}

/** Does it, shows what came of it. @param {any} ctx @param {() => Promise<any>} act @param {string} [done] */
async function doing(ctx, act, done) {
  try {
    await act();
    if (done) ctx.toast(done, 'good');
  } catch (failed) {
    ctx.toast(/** @type {any} */ (failed).title ?? String(failed), 'bad');
  }
  await again(ctx);
}

/** @param {any} ctx @param {any} p */
async function block(ctx, p) {
  const { t } = ctx;
  if (
    !p.blocked &&
    !(await confirm({
      title: t('blockTitle', { name: nameOf(p) }),
      text: t('blockText'),
      yes: t('block'),
      danger: true,
    }))
  )
    return;
  await doing(
    ctx,
    () => ctx.api.put(pathOf(p), { blocked: !p.blocked }),
    t(p.blocked ? 'unblocked' : 'blockedNow', { name: nameOf(p) }),
  );
}

/** @param {any} ctx @param {any} p */
async function drop(ctx, p) {
  const { t } = ctx;
  if (
    await confirm({
      title: t('dropTitle', { name: nameOf(p) }),
      text: t(p.blocked ? 'dropBlocked' : 'dropText'),
      yes: t('drop'),
      danger: true,
    })
  )
    await doing(ctx, () => ctx.api.del(pathOf(p)), t('dropped', { name: nameOf(p) }));
}

/** @param {any} ctx @param {any} p */
async function invite(ctx, p) {
  try {
    const invitation = await ctx.api.post(`${pathOf(p)}/invitations`);
    await again(ctx);
    await (await import('./parties-invite.js')).showInvitation(ctx, p, invitation);
  } catch (failed) {
    ctx.toast(refusal(ctx, failed), 'bad');
  }
}
/** @param {any} ctx @param {any} failed */
const refusal = (ctx, failed) =>
  failed.status === 429
    ? ctx.t('noMoreInvitations', { time: ctx.fmt.date(Date.now() + (failed.retryAfter ?? 60) * 1000) })
    : failed.title;

const edit = () => import('./parties-edit.js');
/** @param {any} ctx */ const add = async (ctx) => {
  if (await (await edit()).askToAdd(ctx)) await again(ctx);
};
/** @param {any} ctx */ const fromFile = async (ctx) => {
  if (await (await import('./parties-import.js')).askToImport(ctx)) await again(ctx);
};

/** @param {any} ctx @param {any} p */
function row(ctx, p) {
  const { t, fmt } = ctx,
    s = ctx.state,
    name = nameOf(p),
    fresh = s.fresh.has(`${p.country}/${p.taxId}`);
  return html`<li class="counter ${p.blocked ? 'blocked' : ''} ${fresh ? 'fresh' : ''}">
    <div class="who">
      <b>${name}</b
      ><small
        >${p.alias && p.name ? html`${p.name} · ` : nothing}<span class="num"
          >${fmt.taxId(p.taxId, p.country)}</span
        ></small
      >
    </div>
    <div class="groups">
      ${p.groups.map(
        (/** @type {string} */ g) =>
          html`<button
            type="button"
            class="opt"
            @click=${() => {
              ctx.setQuery({ group: g });
              query(ctx);
            }}
            aria-label=${t('onlyGroup', { name: g })}
          >
            ${g}
          </button>`,
      )}
    </div>
    <div class="how">
      ${p.blocked ? tag('bad', 'lock', t('state.BLOCKED')) : badge(p.state, t(`state.${p.state}`))}
      <small
        >${
          p.state === 'CONNECTED' && p.connectedAt
            ? t('since', { time: fmt.day(p.connectedAt) })
            : p.invitation
              ? t(p.invitation.seenAt ? 'seen' : 'invitedAt', {
                  time: fmt.day(p.invitation.seenAt ?? p.invitation.createdAt),
                })
              : nothing
        }</small
      >
    </div>
    <div class="row-of does">
      ${
        p.state === 'CONNECTED'
          ? p.blocked
            ? button(t('unblock'), () => block(ctx, p), { small: true })
            : linkButton(t('write'), `/send?${new URLSearchParams({ to: p.taxId, country: p.country })}`, {
                small: true,
                icon: 'send',
              })
          : button(t('invite'), () => invite(ctx, p), { small: true, icon: 'mail' })
      }
      ${menu({
        label: t('actsOn', { name }),
        items: [
          {
            label: t('edit'),
            icon: 'edit',
            onPick: async () => {
              if (await (await edit()).askToEdit(ctx, p)) again(ctx);
            },
          },
          { label: t(p.blocked ? 'unblock' : 'block'), icon: 'lock', onPick: () => block(ctx, p) },
          { label: t('drop'), icon: 'trash', onPick: () => drop(ctx, p) },
        ],
      })}
    </div>
  </li>`;
}

/** @param {any} ctx */
export function view(ctx) {
  const s = ctx.state,
    { t, fmt, query: q } = ctx,
    narrowed = q.q || q.group || q.state;
  const acts = html`${button(t('fromFile'), () => fromFile(ctx), { icon: 'upload' })}${button(
    t('add'),
    () => add(ctx),
    { kind: 'main', icon: 'plus', key: 'n' },
  )}`;
  return page(
    t('title'),
    html` <div class="filters">
        <div class="seekbox">
          ${icon('search')}<input
            type="search"
            id="find"
            aria-label=${t('find')}
            placeholder=${t('find')}
            autocomplete="off"
            .value=${q.q ?? ''}
            maxlength="100"
            @input=${(/** @type {any} */ e) => {
              ctx.setQuery({ q: e.target.value });
              query(ctx);
            }}
          />
        </div>
        <div class="opts" role="group" aria-label=${t('filter')}>
          ${STATES.map(
            (state) =>
              html`<button
                type="button"
                class="opt"
                aria-pressed=${String((q.state ?? '') === state)}
                @click=${() => {
                  ctx.setQuery({ state });
                  query(ctx);
                }}
              >
                ${t(state ? `state.${state}` : 'any')}
              </button>`,
          )}
          ${
            q.group
              ? html`<button
                  type="button"
                  class="opt on"
                  @click=${() => {
                    ctx.setQuery({ group: '' });
                    query(ctx);
                  }}
                  aria-label=${t('anyGroup')}
                >
                  ${q.group} ${icon('close')}
                </button>`
              : s.groups.length
                ? html`<label class="groupsel"
                    ><span class="unseen">${t('group')}</span
                    ><select
                      @change=${(/** @type {any} */ e) => {
                        ctx.setQuery({ group: e.target.value });
                        query(ctx);
                      }}
                    >
                      <option value="">${t('group')}</option>
                      ${s.groups.map((/** @type {string} */ g) => html`<option value=${g}>${g}</option>`)}
                    </select></label
                  >`
                : nothing
          }
        </div>
      </div>
      ${problemBox(s.problem, { retry: () => again(ctx) })}
      ${
        s.items.length
          ? html`<ul class="card counterlist" aria-label=${t('title')}>
              ${repeat(
                s.items,
                (/** @type {any} */ p) => `${p.country}/${p.taxId}`,
                (/** @type {any} */ p) => row(ctx, p),
              )}
            </ul>`
          : narrowed
            ? empty({
                icon: 'search',
                title: t('nothing'),
                text: t('nothingText'),
                action: button(t('reset'), () => {
                  ctx.setQuery({ q: '', state: '', group: '' });
                  query(ctx);
                }),
              })
            : empty({
                icon: 'parties',
                title: t('none'),
                text: t('noneText'),
                action: html`<div class="row-of">${acts}</div>`,
              })
      }
      ${pager({ more: Boolean(s.next), onMore: () => again(ctx, s.next) })}
      <p class="fine">${t('limits', { additions: s.limits.additions, invitations: s.limits.invitations })}</p>`,
    { lead: s.total ? t('lead', { n: s.total }) : undefined, actions: s.total ? acts : nothing },
  );
}

export const keys = { n: add, '/': () => document.getElementById('find')?.focus() };

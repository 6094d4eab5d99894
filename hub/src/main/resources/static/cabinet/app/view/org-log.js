// @ts-check
// The log of what was done in the account's name; its rows are a chain, which is reckoned again here on request (clause 7.1.3).
import { html, nothing } from '../../vendor/lit-html.js';
import { button, empty, pager, select, table, tag } from '../parts.js';
import { hand } from '../save.js';

const ACTIONS = [
  'SIGN_IN',
  'SIGN_OUT',
  'SEND',
  'OPEN',
  'FETCH',
  'SIGN',
  'DECLINE',
  'MAKE_KEY',
  'ROTATE_KEY',
  'REVOKE_KEY',
  'CHANGE_REQUISITES',
  'BUY_TARIFF',
];
const OPERATORS = ['OPERATOR_ACT', 'OPERATOR_READ'];
/** Breaks where a path may. @param {string} path */
const parted = (path) => path.split(/(?<=[/-])/).map((part) => html`${part}<wbr />`);
/** `s.of`: own or operator. @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  const page = await ctx.api.get(path(s));
  Object.assign(s, { box: page.box, items: page.items, next: page.next, whole: null });
}
const path = (/** @type {any} */ s, below = '', limit = 100) =>
  `/v1/audit?of=${s.of ?? 'own'}&limit=${limit}${s.action ? `&action=${s.action}` : ''}${below ? `&below=${below}` : ''}`;
/** @param {any} ctx @param {any} s */
async function more(ctx, s) {
  const page = await ctx.api.get(path(s, s.next));
  s.items.push(...page.items);
  s.next = page.next;
  ctx.draw();
}

/** All rows of the log, from the first on. @param {any} ctx @param {any} s */
async function everything(ctx, s) {
  const rows = [];
  for (let below = ''; ;) {
    const page = await ctx.api.get(path({ of: s.of }, below, 1000));
    rows.push(...page.items);
    if (!page.next) return rows.reverse();
    below = page.next;
  }
}
/** Lower-case hex of SHA-256. @param {string} text */
const sha256 = async (text) =>
  [...new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))]
    .map((b) => b.toString(16).padStart(2, '0'))
    .join('');

/** @param {any} ctx @param {any} s */
async function verify(ctx, s) {
  s.whole = { busy: true };
  ctx.draw();
  try {
    const rows = await everything(ctx, s);
    let before = await sha256(''),
      broken = 0,
      no = 0;
    for (const r of rows) {
      no++;
      const hash = await sha256(
        [
          'center-audit-1',
          before,
          s.box,
          r.no,
          Date.parse(r.at),
          r.actor ?? '',
          r.session ?? '',
          r.ip ?? '',
          r.action,
          r.object ?? '',
          r.status,
        ].join('\n'),
      );
      if (r.no !== no || r.previous !== before || r.hash !== hash) {
        broken = no;
        break;
      }
      before = hash;
    }
    s.whole = { rows: rows.length, broken };
  } catch (failed) {
    s.whole = null;
    ctx.toast(/** @type {any} */ (failed).title ?? String(failed), 'bad');
  }
  ctx.draw();
}
/** @param {any} ctx @param {any} s */
async function download(ctx, s) {
  try {
    hand(
      new Blob([JSON.stringify({ box: s.box, items: await everything(ctx, s) }, null, 1)], {
        type: 'application/json',
      }),
      'audit.json',
    );
  } catch (failed) {
    ctx.toast(/** @type {any} */ (failed).title, 'bad');
  }
}

/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx,
    word = (/** @type {string} */ a) => (t(`action.${a}`) === `action.${a}` ? a : t(`action.${a}`));
  return html`<div class="lead">
      ${select({
        id: 'action',
        label: t('show'),
        value: s.action ?? '',
        options: [
          { value: '', label: t('allActs') },
          ...(s.of === 'operator' ? OPERATORS : ACTIONS).map((a) => ({ value: a, label: word(a) })),
        ],
        onChange: async (a) => {
          s.action = a;
          try {
            await open(ctx, s);
          } catch (failed) {
            ctx.toast(/** @type {any} */ (failed).title, 'bad');
          }
          ctx.draw();
        },
      })}
      <div class="row-of">
        ${
          s.whole?.rows !== undefined
            ? s.whole.broken
              ? tag('bad', 'alert', t('chainBroken', { no: s.whole.broken }))
              : tag('good', 'shield', t('chainWhole', { n: s.whole.rows }))
            : nothing
        }${button(t('checkChain'), () => verify(ctx, s), {
          icon: 'shield',
          busy: s.whole?.busy,
          why: crypto.subtle ? undefined : t('noCrypto'),
        })}${button(t('export'), () => download(ctx, s), { icon: 'download' })}
      </div>
    </div>
    ${
      s.items.length
        ? table({
            caption: t('tab.log'),
            rows: s.items,
            columns: [
              {
                key: 'at',
                label: t('when'),
                cell: (r) => html`<time datetime=${r.at} class="num">${fmt.moment(r.at)}</time>`,
              },
              {
                key: 'action',
                label: t('act'),
                cell: (r) =>
                  html`${word(r.action)}${
                    r.status >= 400 ? html` ${tag('bad', 'alert', t('refusedWith', { status: r.status }))}` : nothing
                  }`,
              },
              {
                key: 'object',
                label: t('object'),
                wide: true,
                cell: (r) =>
                  r.object
                    ? /^\d{20}$/.test(r.object)
                      ? html`<a class="num" href="/d/${r.object}">${fmt.number20(r.object)}</a>`
                      : html`<code>${parted(r.object)}</code>`
                    : '—',
              },
              {
                key: 'who',
                label: t('who'),
                cell: (r) => r.actorName ?? (r.actor ? html`<code>${r.actor.slice(0, 8)}…</code>` : t('unknown')),
              },
              { key: 'ip', label: t('address'), cell: (r) => html`<span class="num">${r.ip ?? '—'}</span>` },
            ],
          })
        : empty({ icon: 'shield', title: t('noActs') })
    }
    ${pager({ more: Boolean(s.next), onMore: () => more(ctx, s) })}`;
}

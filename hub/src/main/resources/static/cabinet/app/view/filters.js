// @ts-check
// The head of a list: its name, search, chips with counters, what it is narrowed to. All of it lives in the address.
import { html, nothing } from '../../vendor/lit-html.js';
import { button } from '../parts.js';
import { icon } from '../icons.js';

const CHIPS = {
  in: ['', 'TO_SIGN', 'DELIVERED', 'READ', 'SIGNED', 'DECLINED', 'ANNULLED'],
  out: ['', 'PARTLY_DELIVERED', 'COMPLETED', 'PARTLY_SIGNED', 'SIGNED', 'DECLINED', 'ANNULLED'],
};
const MORE = [
  'RECEIVED',
  'REGISTERED',
  'CORRECTION_REQUESTED',
  'ANNULMENT_PROPOSED',
  'EXPIRED',
  'AWAITING_CONNECTION',
  'UNDELIVERABLE',
  'WITHDRAWN',
];
const TYPING = 280;
let typing = 0;

/** @param {any} ctx @param {import('../store/documents.js').DocumentList} list @param {'in' | 'out'} box @param {(change: any) => void} set */
export function head(ctx, list, box, set) {
  const { t, fmt, state } = ctx,
    f = list.filter,
    n = list.counters;
  const total = totalOf(list);
  const chips = [...CHIPS[box], ...MORE.filter((s) => n?.byStatus?.[s] || f.status === s)];
  return html`<div class="head">
      <h1 tabindex="-1">
        ${t(`title.${box}`)}${
          total === undefined || !list.loaded
            ? nothing
            : html`<small class="num">${t('documents', { n: total })}</small>`
        }
      </h1>
      <label class="search"
        ><span class="unseen">${t(`search.${box}`)}</span>${icon('search')}<input
          id="search"
          type="search"
          autocomplete="off"
          placeholder=${t(`search.${box}`)}
          .value=${typed(f.q)}
          @input=${(/** @type {any} */ e) => {
            clearTimeout(typing);
            typing = window.setTimeout(() => set({ q: e.target.value.trim() ? e.target.value : '' }), TYPING);
          }}
          @keydown=${(/** @type {KeyboardEvent} */ e) => {
            if (e.key === 'Escape' || e.key === 'ArrowDown') {
              e.preventDefault();
              /** @type {HTMLElement | null} */ (document.querySelector('.list .grid'))?.focus();
            }
          }}
      /></label>
      ${button(
        t('filter'),
        () => {
          state.narrow = !state.narrow;
          ctx.draw();
        },
        { icon: 'filter', pressed: Boolean(state.narrow || f.from || f.to || f.party || f.type) },
      )}
    </div>
    <div class="chips" role="group" aria-label=${t('byStatus')}>
      ${chips.map(
        (s) =>
          html`<button
            type="button"
            class="chip"
            aria-pressed=${String(f.status === s)}
            @click=${() => set({ status: s })}
          >
            ${s ? t(`status.${s}`) : t('all')}${
              s && counted(n, s) ? html`<b class="num">${fmt.number(counted(n, s))}</b>` : nothing
            }
          </button>`,
      )}
    </div>
    ${state.narrow || f.from || f.to || f.party || f.type ? narrowed(ctx, list, box, set) : nothing}`;
}

/** Most look at lists as they are: what narrows them is fetched by who wants it. @type {any} */ let narrow;
/** @param {any} ctx @param {any} list @param {'in' | 'out'} box @param {(change: any) => void} set */
function narrowed(ctx, list, box, set) {
  if (narrow?.view) return narrow.view(ctx, list.filter, box, set);
  narrow ??= import('./narrow.js').then(
    async (there) => {
      await there.open(ctx);
      narrow = there;
      ctx.draw();
    },
    () => {
      narrow = undefined;
    },
  );
  return nothing;
}

/** What is being typed is not taken back. @param {string} q */
function typed(q) {
  const input = /** @type {HTMLInputElement | null} */ (document.getElementById('search'));
  return input && input === document.activeElement ? input.value : q;
}

/** How many documents the filter finds, where the hub has counted them. @param {import('../store/documents.js').DocumentList} list */
export function totalOf({ filter: f, filtered, counters, top }) {
  if (!filtered) return top;
  return f.status && !f.q && !f.party && !f.type && !f.from && !f.to ? counted(counters, f.status) : undefined;
}

/** @param {any} n @param {string} status @returns {number | undefined} */
const counted = (n, status) => (!n ? undefined : status === 'TO_SIGN' ? n.toSign : (n.byStatus?.[status] ?? 0));

// @ts-check
// What a list is narrowed to: period, the other side, type.
import { html, nothing } from '../../vendor/lit-html.js';
import { button, field, select } from '../parts.js';
import { need } from '../i18n.js';
import { find, nameOf } from '../store/parties.js';
import { TYPES } from '../store/types.js';

/** The own counterparties, offered by name. @type {any[]} */ let own = [];
/** @param {any} ctx */
export async function open(ctx) {
  await need(['type']);
  find('', 100).then(
    (found) => {
      own = found;
      ctx.draw();
    },
    () => {
      /* a number can be typed */
    },
  );
}

/** @param {any} ctx @param {any} f @param {'in' | 'out'} box @param {(change: any) => void} set */
export function view(ctx, f, box, set) {
  const { t, fmt, state } = ctx;
  return html`<div class="narrow">
    ${field({
      id: 'from',
      label: t('from'),
      type: 'date',
      value: f.from,
      max: f.to || undefined,
      onChange: (v) => set({ from: v }),
    })}${field({
      id: 'to',
      label: t('to'),
      type: 'date',
      value: f.to,
      min: f.from || undefined,
      onChange: (v) => set({ to: v }),
    })}
    ${field({
      id: 'party',
      label: t(`party.${box}`),
      value: f.party,
      inputmode: 'numeric',
      placeholder: t('partyHint'),
      list: 'own-parties',
      onChange: (v) => set({ party: v.replace(/\s/g, '') }),
    })}
    <datalist id="own-parties">
      ${own.map((/** @type {any} */ p) => html`<option value=${p.taxId}>${nameOf(p)}</option>`)}
    </datalist>
    ${select({
      id: 'of-type',
      label: t('ofType'),
      value: f.type,
      options: TYPES.map((value) => ({ value, label: value ? t(`type.${value}`) : t('all') })),
      onChange: (v) => set({ type: v }),
    })}
    <div class="presets" role="group" aria-label=${t('period')}>
      ${[
        ['today', 0],
        ['week', 6],
        ['month', 29],
      ].map(([key, days]) =>
        button(
          t(String(key)),
          () => set({ from: fmt.iso(Date.now() - Number(days) * 86_400_000), to: fmt.iso(Date.now()) }),
          { small: true },
        ),
      )}
      ${
        f.from || f.to || f.party || f.type
          ? button(
              t('clearFilters'),
              () => {
                state.narrow = false;
                set({ from: '', to: '', party: '', type: '' });
              },
              { small: true, kind: 'quiet', icon: 'close' },
            )
          : nothing
      }
    </div>
  </div>`;
}

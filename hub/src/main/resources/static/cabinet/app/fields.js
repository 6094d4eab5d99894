// @ts-check
// What stands in a field: dates and times as people here write them, since a browser's own date field speaks the browser's
// language and not the person's; and what is wrong with a field, which a browser would say in its own language too.
import { html, nothing } from '../vendor/lit-html.js';
import { t } from './i18n.js';

/** 22.11.2026, 11.2026, 22.11.2026 13:00, 13:00. @param {string} [iso] 2026-11-22, 2026-11, 2026-11-22T13:00, 13:00 */
export const written = (iso = '') => {
  const [date, time] = iso.includes(':') && !iso.includes('T') ? ['', iso] : iso.split('T');
  return [date.split('-').reverse().join('.'), time].filter(Boolean).join(' ');
};

/** @type {typeof import('./typed.js') | undefined} */ let typed;
/** What reads is fetched with the first letter, so that it is there when the field is left. @param {(there: typeof import('./typed.js')) => void} then */
const read = (then) =>
  typed
    ? then(typed)
    : import('./typed.js').then(
        (there) => then((typed = there)),
        () => {},
      );

/**
 * A field for a date or a time; its values are ISO, without a zone.
 * @param {{id: string, type?: string, value?: string, required?: boolean, disabled?: boolean, error?: any, min?: string, max?: string, onInput?: any, onChange?: any}} o @param {any} [said] ids of what is said about it
 */
export const when = (o, said = nothing) =>
  html`<input
    id=${o.id}
    class="num"
    .value=${written(o.value)}
    placeholder=${t(`form.${o.type ?? 'date'}`)}
    autocomplete="off"
    inputmode="numeric"
    maxlength="30"
    ?required=${o.required}
    ?disabled=${o.disabled}
    aria-invalid=${o.error ? 'true' : nothing}
    aria-describedby=${said}
    @change=${(/** @type {Event} */ e) => read((x) => x.taken(e, o))}
  />`;

addEventListener(
  'invalid',
  (e) => {
    e.preventDefault();
    read((x) => x.refused(e.target));
  },
  true,
);
addEventListener('input', (e) => read((x) => x.mended(e.target)), true);

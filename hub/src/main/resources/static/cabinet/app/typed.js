// @ts-check
// What was typed into a field: fetched when somebody begins to type.
import { t } from './i18n.js';
import { written } from './fields.js';

/**
 * What was meant: any separators or none, the year in two digits or this year, ISO too.
 * @param {string} type date, month, datetime-local, time @param {string} text @returns {string | null} as `written` takes it; '' for nothing, null for what is no date
 */
export function meant(type, text) {
  if (!text.trim()) return '';
  const n = (text.match(/\d+/g) ?? []).flatMap((x, i, all) =>
    x.length > 4 || i > 2 || all.length === 1 ? (x.match(/^\d\d?$|^\d\d|\d{4}$|\d\d/g) ?? []) : x,
  );
  const [h = '0', min = '0', ...rest] = n.splice(type === 'time' ? 0 : 3),
    two = (/** @type {string} */ x) => x.padStart(2, '0');
  if (n[0]?.length === 4) n.reverse();
  if (type === 'month') n.unshift('1');
  const [d = type === 'time' ? '1' : '', m = d && type === 'time' ? '1' : '', y = String(new Date().getFullYear())] = n;
  const iso = `${y.length === 2 ? 20 : ''}${y}-${two(m)}-${two(d)}T${two(h)}:${two(min)}`,
    at = new Date(`${iso}Z`);
  if (
    rest.length ||
    n.length > 3 ||
    /[^\d\s./,:T-]/.test(text) ||
    !(at > new Date('1900')) ||
    at.toISOString().slice(0, 16) !== iso
  )
    return null;
  return { date: iso.slice(0, 10), month: iso.slice(0, 7), time: iso.slice(11) }[type] ?? iso;
}

/** Reads what was typed and writes it out in full, or says what is wrong. @param {any} e @param {{type?: string, min?: string, max?: string, onInput?: any, onChange?: any}} o */
export function taken(e, o) {
  const input = e.target,
    type = o.type ?? 'date',
    iso = meant(type, input.value);
  if (iso !== null) input.value = written(iso);
  input.setCustomValidity(
    iso === null
      ? t('wrongDate', { form: t(`form.${type}`) })
      : iso && o.min && iso < o.min
        ? t('notBefore', { date: written(o.min) })
        : iso && o.max && iso > o.max
          ? t('notAfter', { date: written(o.max) })
          : '',
  );
  tell(input);
  if (input.validity.customError) return;
  o.onInput?.(iso, e);
  o.onChange?.(iso, e);
}

/** Says under a field what is wrong with it. @param {any} input */
function tell(input) {
  const { valid, customError, valueMissing } = input.validity,
    id = `${input.id}-wrong`;
  document.getElementById(id)?.remove();
  if (valid) {
    input.removeAttribute('aria-errormessage');
    input.removeAttribute('aria-invalid');
    return;
  }
  const line = Object.assign(document.createElement('p'), {
    id,
    className: 'error',
    role: 'alert',
    textContent: customError ? input.validationMessage : t(valueMissing ? 'needed' : 'wrongForm'),
  });
  input.parentElement.append(line);
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-errormessage', id);
}

/** A form was to be sent with a field that is wrong. @param {any} input */
export function refused(input) {
  tell(input);
  if (input.form?.querySelector('input:invalid, select:invalid, textarea:invalid') === input) input.focus();
}

/** Somebody mends it: what was wrong is not said any longer. @param {any} input */
export function mended(input) {
  if (!document.getElementById(`${input.id}-wrong`)) return;
  input.setCustomValidity('');
  input.removeAttribute('aria-invalid');
  document.getElementById(`${input.id}-wrong`)?.remove();
}

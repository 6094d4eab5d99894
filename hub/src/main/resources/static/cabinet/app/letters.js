// @ts-check
// Letters as keys: which one it is on any layout, and whether single ones do something; a person may switch them off (WCAG 2.1.4).

/** The key that was pressed; on a Kazakh or Russian layout the Latin letter of the same key. @param {KeyboardEvent} e */
export const keyOf = (e) =>
  /^\p{Script=Cyrillic}$/u.test(e.key) && /^Key[A-Z]$/.test(e.code)
    ? e.code[3][e.shiftKey ? 'toUpperCase' : 'toLowerCase']()
    : e.key;

export const lettersOn = () => localStorage.getItem('letters') !== 'off';
export const switchLetters = (/** @type {boolean} */ on) => localStorage.setItem('letters', on ? 'on' : 'off');

// @ts-check
// Whether single letters are keys: a person may switch them off (WCAG 2.1.4).
export const lettersOn = () => localStorage.getItem('letters') !== 'off';
export const switchLetters = (/** @type {boolean} */ on) => localStorage.setItem('letters', on ? 'on' : 'off');

// @ts-check
import { html } from '../../vendor/lit-html.js';

/** A text as it was published, its headings as headings. @param {string} text */
export const legal = (text) =>
  text.split('\n').map((line) => (/^#+ /.test(line) ? html`<b>${line.replace(/^#+ /, '')}</b> ` : `${line}\n`));

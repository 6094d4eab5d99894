// @ts-check
// Signs what it is given, by the way that the person chooses. The private key never reaches the page.
import { html } from '../../vendor/lit-html.js';
import { ask, frame } from '../dialog.js';
import { need, speaker } from '../i18n.js';
import { button } from '../parts.js';
import { Doors } from './doors.js';
import { SignProblem } from './problem.js';

/**
 * One window for all of them: NCALayer signs up to 50 at once with one password, a phone as many with one code.
 * @param {import('./lots.js').Item[]} items
 * @param {{purpose?: 'LOGIN' | 'DOCUMENT' | 'STATEMENT', title?: string, lead?: any, onSigned?: (lot: {id: string, cms: string}[]) => any}} [o] `onSigned`: each lot as soon as it is signed
 * @returns {Promise<({id: string, cms: string} | {id: string, error: SignProblem})[]>} in the order of the items; what was not signed when the window was closed has an error. `cms` is base64 of DER or BER
 */
export async function sign(items, o = {}) {
  if (items.length === 0) return [];
  await need(['sign']);
  const t = speaker(['sign']);
  /** @type {Doors | undefined} */ let doors;
  await ask(
    (d) => {
      doors ??= new Doors({
        items: () => items,
        count: items.length,
        purpose: o.purpose ?? 'DOCUMENT',
        draw: () => d.draw(),
        done: () => d.close(),
        onSigned: o.onSigned,
      });
      const partly = doors.signed.length > 0 && doors.mode === 'choose';
      return frame(d, {
        title: o.title ?? t('title', { n: items.length }),
        lead: o.lead,
        body: html`<div class="signing">${doors.view()}</div>`,
        buttons: partly ? button(t('finish', { n: doors.signed.length }), () => d.close()) : undefined,
      });
    },
    { cls: 'signer' },
  );
  doors?.stop();
  const signed = new Map(doors?.signed.map((s) => [s.id, s.cms]));
  const why = doors?.problem instanceof SignProblem ? doors.problem : new SignProblem('cancelled');
  return items.map(({ id }) => {
    const cms = signed.get(id);
    return cms === undefined ? { id, error: why } : { id, cms };
  });
}

// @ts-check
/**
 * Answers to a document: what one can do now, how each is made. The text to sign comes from the hub; an answer that could not be
 * sent keeps its key, so that a repeat does it once.
 */
import { bytesOf } from './files.js';
import { sendOff } from './underway.js';

/** Order of the buttons; the last two take the place of ANNULMENT while one is proposed. */
export const KINDS = ['SIGNATURE', 'REJECTION', 'CORRECTION', 'ANNULMENT', 'ANNULMENT_ACCEPTANCE', 'ANNULMENT_REFUSAL'];
const PATHS = { SIGNATURE: 'signatures', REJECTION: 'rejections', CORRECTION: 'corrections', ANNULMENT: 'annulments' };
const REASONED = ['REJECTION', 'CORRECTION', 'ANNULMENT'];
export const needsReason = (/** @type {string} */ kind) => REASONED.includes(kind);

/** With whom: the recipient's own leg, or the legs of a sender. @param {any} d @returns {{recipient: any, actions: string[], answers: any[], state: string}[]} */
export const legsOf = (d) =>
  d.box === 'in'
    ? [{ recipient: null, actions: d.actions ?? [], answers: d.answers ?? [], state: d.status }]
    : (d.legs ?? []).map((/** @type {any} */ l) => ({
        recipient: l.recipient,
        actions: l.actions ?? [],
        answers: l.answers ?? [],
        state: l.state,
      }));

/** Legs where this is possible now. @param {any} d @param {string} kind */
export const where = (d, kind) => legsOf(d).filter((leg) => leg.actions.includes(kind));

/** The proposal that waits for an answer. @param {any} leg */
export const proposal = (leg) =>
  [...leg.answers].reverse().find((a) => a.kind === 'ANNULMENT' && a.status === 'ACCEPTED');

/** @param {any} d every answer of every leg, oldest first */
export const answersOf = (d) =>
  legsOf(d)
    .flatMap((leg) => leg.answers.map((a) => ({ ...a, with: leg.recipient })))
    .sort((a, b) => (a.at < b.at ? -1 : 1));

/**
 * Makes an answer: fetches what is to be signed, has it signed, sends it.
 * @param {any} ctx @param {any} d @param {string} kind @param {{leg: any, reason?: string}} o
 * @returns {Promise<any>} the answer as the hub took it; undefined when the person did not sign
 */
export async function answer(ctx, d, kind, o) {
  const body = /** @type {any} */ ({});
  if (o.reason) body.reason = o.reason;
  const many = d.box === 'out' && (d.legs ?? []).length > 1;
  if (many && kind === 'ANNULMENT') body.recipient = { country: o.leg.recipient.country, taxId: o.leg.recipient.taxId };
  const proposed = kind.startsWith('ANNULMENT_') ? proposal(o.leg) : null;
  if (kind !== 'CORRECTION') {
    const bytes = kind === 'SIGNATURE' ? await bytesOf(ctx.api, d) : await statement(ctx, d, kind, o, proposed, many);
    const [signed] = await ctx.sign.sign([{ id: d.number, title: d.title, bytes }], {
      title: ctx.t(`act.${kind}`),
      purpose: kind === 'SIGNATURE' ? 'DOCUMENT' : 'STATEMENT',
    });
    if (!signed || signed.error) return undefined; // the signer's window has said why
    body.signature = signed.cms;
  }
  const path = proposed
    ? `annulments/${proposed.id}/${kind === 'ANNULMENT_ACCEPTANCE' ? 'acceptance' : 'refusal'}`
    : PATHS[/** @type {keyof typeof PATHS} */ (kind)];
  const { country, taxId } = o.leg.recipient ?? {},
    what = kind === 'SIGNATURE' ? '' : JSON.stringify([country, taxId, proposed?.id, o.reason]);
  return sendOff(d.number, kind, what, (key) => ctx.api.post(`/v1/documents/${d.number}/${path}`, body, { key }));
}

/** @param {any} ctx @param {any} d @param {string} kind @param {any} o @param {any} proposed @param {boolean} many */
async function statement(ctx, d, kind, o, proposed, many) {
  const query = new URLSearchParams({ kind });
  if (o.reason) query.set('reason', o.reason);
  if (proposed) query.set('annulment', proposed.id);
  if (many) {
    query.set('country', o.leg.recipient.country);
    query.set('taxId', o.leg.recipient.taxId);
  }
  return new TextEncoder().encode((await ctx.api.get(`/v1/documents/${d.number}/statements?${query}`)).statement);
}

// @ts-check
import { html } from '../../vendor/lit-html.js';
import { button, problemBox } from '../parts.js';
import { enter } from '../session.js';

const base64 = (/** @type {string} */ text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** Registration and acceptance with the development signer. @param {any} ctx */
async function join(ctx) {
  try {
    if (!ctx.me.participant) await ctx.api.post('/v1/participants', { kind: ctx.me.signatory.organization ? 'LEGAL_ENTITY' : 'INDIVIDUAL' });
    const asked = await ctx.api.get('/v1/offers/current/statement');
    const { signature } = await ctx.api.post('/dev/signatures', { person: localStorage.getItem('dev.person'), content: base64(asked.statement) });
    await ctx.api.post('/v1/acceptances', { statement: asked.statement, signature, offerNo: asked.offerNo, policyNo: asked.policyNo, language: 'ru' });
    enter(await ctx.api.post('/v1/auth/tokens', { grantType: 'refresh_token', as: 'cookie' }));
    location.assign('/in');
  } catch (refused) { ctx.state.problem = refused; ctx.draw(); }
}
/** @param {any} ctx */
export const view = (ctx) => html`<div class="page"><h1 tabindex="-1">Center Pro</h1>${problemBox(ctx.state.problem)}${button('Register and accept', () => join(ctx), { kind: 'main' })}</div>`;

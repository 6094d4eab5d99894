// @ts-check
import { html } from '../../vendor/lit-html.js';
import { button, problemBox, select } from '../parts.js';

const base64 = (/** @type {string} */ text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** Sign-in with the development signer. @param {any} ctx */
export async function open(ctx) {
  ctx.state.people = await ctx.api.get('/dev/people', { quiet: true }).catch(() => []);
  ctx.state.person = ctx.state.people[0]?.id;
}

/** @param {any} ctx */
async function enter(ctx) {
  ctx.state.busy = true;
  ctx.draw();
  try {
    localStorage.setItem('dev.person', ctx.state.person);
    const { challenge } = await ctx.api.post('/v1/auth/challenges', {}, { quiet: true });
    const { signature } = await ctx.api.post('/dev/signatures', { person: ctx.state.person, content: base64(challenge) }, { quiet: true });
    ctx.entered(await ctx.api.post('/v1/auth/tokens', { challenge, signature, as: 'cookie' }, { quiet: true }));
  } catch (refused) { ctx.state.problem = refused; }
  ctx.state.busy = false;
  ctx.draw();
}

/** @param {any} ctx */
export const view = (ctx) => html`<div class="page"><h1 tabindex="-1">Center Pro</h1>${problemBox(ctx.state.problem)}
  ${select({ id: 'person', label: 'Test person', value: ctx.state.person, options: ctx.state.people.map((/** @type {any} */ p) => ({ value: p.id, label: `${p.name} · ${p.organization ?? ''} · ${p.role}` })), onChange: (v) => { ctx.state.person = v; } })}
  ${button('→', () => enter(ctx), { kind: 'main', busy: ctx.state.busy })}</div>`;

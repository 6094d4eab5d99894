// @ts-check
// Sign-in: a challenge is signed, by NCALayer, on a phone, or (development only) by an invented person.
import { html, nothing } from '../../vendor/lit-html.js';
import { icon } from '../icons.js';
import { Doors } from '../sign/doors.js';

export const parts = ['sign', 'join'];
const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);

/** @param {any} ctx */
export async function open(ctx) {
  let challenge = '';
  ctx.state.doors = new Doors({
    purpose: 'LOGIN',
    count: 1,
    draw: ctx.draw,
    items: async () => {
      ctx.state.doors.signed = [];
      ({ challenge } = await ctx.api.post('/v1/auth/challenges', {}, { quiet: true }));
      return [{ id: 'login', title: ctx.t('login'), bytes: bytes(challenge) }];
    },
    done: async ([{ cms }]) =>
      ctx.entered(await ctx.api.post('/v1/auth/tokens', { challenge, signature: cms, as: 'cookie' }, { quiet: true })),
  });
}

/** @param {any} ctx */
export const close = (ctx) => ctx.state.doors.stop();

/** @param {any} ctx */
export const title = (ctx) => ctx.t('enter');

/** @param {any} ctx */
export const view = (ctx) =>
  html`<div class="entrance">
    <section class="card">
      <header class="entranceHead">
        <h1 tabindex="-1">${ctx.t('enter')}</h1>
        <p>${ctx.t('enterText')}</p>
      </header>
      <div class="signing">${ctx.state.doors.view()}</div>
      ${
        ctx.state.doors.mode === 'choose'
          ? html`<ul class="footnotes">
              <li>${icon('building')}<span>${ctx.t('enterWhich')}</span></li>
              <li>${icon('star')}<span>${ctx.t('enterFirst')}</span></li>
            </ul>`
          : nothing
      }
    </section>
    <p class="beside"><a href="/verify">${ctx.t('verifyPage')}</a></p>
  </div>`;

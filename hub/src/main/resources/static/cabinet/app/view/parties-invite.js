// @ts-check
// A link to hand over, or to have sent by e-mail, once for each invitation.
import { html, nothing } from '../../vendor/lit-html.js';
import { ask, frame } from '../dialog.js';
import { button, copy, copyable, field, linkButton } from '../parts.js';
import { nameOf, pathOf } from '../store/parties.js';

/** @param {any} ctx @param {any} p @param {any} invitation */
export function showInvitation(ctx, p, invitation) {
  const { t, fmt } = ctx,
    link = new URL(invitation.href, location.origin).href;
  const letter = t('letter', { from: ctx.me.participant.name, link });
  const share = async () => {
    try {
      await navigator.share({ title: t('letterSubject', { from: ctx.me.participant.name }), text: letter });
    } catch {
      /* closed without sharing */
    }
  };
  const mail = async (/** @type {any} */ d) => {
    const to = (d.state.to ?? '').trim();
    try {
      await ctx.api.post(`${pathOf(p)}/invitations`, { email: to, language: document.documentElement.lang });
      d.state.sent = to;
      d.state.error = '';
    } catch (refused) {
      const { status, title } = /** @type {any} */ (refused);
      d.state.error = status === 422 ? t('mailRefused') : title;
    }
    d.draw();
  };
  return ask((d) =>
    frame(d, {
      title: t('inviteTitle', { name: nameOf(p) }),
      lead: t('inviteLead', { time: fmt.date(invitation.expiresAt) }),
      body: html`<p class="linkline">${copyable(link, html`<code>${link}</code>`)}</p>
        <blockquote class="letter" tabindex="0" aria-label=${t('letterLabel')}>${letter}</blockquote>
        ${field({
          id: 'mail-to',
          label: t('mailTo'),
          type: 'email',
          maxlength: 254,
          value: d.state.to,
          error: d.state.error,
          onInput: (v) => {
            d.state.to = v;
          },
        })}
        <div class="row-of gap-top">
          ${button(t('mailIt'), () => mail(d), { icon: 'send', small: true })}${
            d.state.sent ? html`<small role="status">${t('mailed', { to: d.state.sent })}</small>` : nothing
          }
        </div>`,
      buttons: html`${button(t('copyLetter'), () => copy(letter), { icon: 'copy' })}${
        'share' in navigator ? button(t('share'), share, { icon: 'upload' }) : ''
      }
      ${linkButton(
        t('byMail'),
        `mailto:?subject=${encodeURIComponent(t('letterSubject', { from: ctx.me.participant.name }))}&body=${encodeURIComponent(letter)}`,
        { kind: 'main', icon: 'mail' },
      )}`,
    }),
  );
}

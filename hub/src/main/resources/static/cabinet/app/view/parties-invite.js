// @ts-check
// A link to hand over: the hub writes to nobody who has not asked for it.
import { html } from '../../vendor/lit-html.js';
import { ask, frame } from '../dialog.js';
import { button, copy, copyable, linkButton } from '../parts.js';
import { nameOf } from '../store/parties.js';

/** @param {any} ctx @param {any} p @param {any} invitation */
export function showInvitation(ctx, p, invitation) {
  const { t, fmt } = ctx, link = new URL(invitation.href, location.origin).href;
  const letter = t('letter', { from: ctx.me.participant.name, link });
  const share = async () => { try { await navigator.share({ title: t('letterSubject', { from: ctx.me.participant.name }), text: letter }); } catch { /* closed without sharing */ } };
  return ask((d) => frame(d, {
    title: t('inviteTitle', { name: nameOf(p) }), lead: t('inviteLead', { time: fmt.date(invitation.expiresAt) }),
    body: html`<p class="linkline">${copyable(link, html`<code>${link}</code>`)}</p><blockquote class="letter" tabindex="0" aria-label=${t('letterLabel')}>${letter}</blockquote>`,
    buttons: html`${button(t('copyLetter'), () => copy(letter), { icon: 'copy' })}${'share' in navigator ? button(t('share'), share, { icon: 'upload' }) : ''}
      ${linkButton(t('byMail'), `mailto:?subject=${encodeURIComponent(t('letterSubject', { from: ctx.me.participant.name }))}&body=${encodeURIComponent(letter)}`, { kind: 'main', icon: 'mail' })}`,
  }));
}

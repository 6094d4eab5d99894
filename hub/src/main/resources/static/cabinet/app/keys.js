// @ts-check
// Keys of the whole cabinet. Single letters work while a screen has the focus, and can be switched off (WCAG 2.1.4).
import { keyOf, lettersOn } from './letters.js';

/** @param {{frames: () => (import('./frame.js').Frame | null)[], closePanel: () => void, language: (l: string) => void, theme: (t: string) => void, draw: () => void}} shell */
export function listenKeys(shell) {
  const palette = async () => {
    if (!document.querySelector('dialog[open]')) (await import('./palette.js')).openPalette(shell);
  };
  const help = async () => {
    if (!document.querySelector('dialog[open]')) (await import('./palette.js')).openHelp(shell);
  };
  addEventListener('keydown', (e) => {
    const at = e.target instanceof HTMLElement ? e.target : document.body;
    const typing =
      at.isContentEditable ||
      /^(TEXTAREA|SELECT)$/.test(at.tagName) ||
      (at instanceof HTMLInputElement && !/^(checkbox|radio|button|submit)$/.test(at.type));
    if ((e.ctrlKey || e.metaKey) && keyOf(e).toLowerCase() === 'k') {
      e.preventDefault();
      palette();
      return;
    }
    if (document.querySelector('dialog[open]') || e.defaultPrevented) return;
    const menu = at.closest('details.menu[open]') ?? document.querySelector('details.menu[open]');
    if (e.key === 'Escape' && menu) {
      menu.removeAttribute('open');
      /** @type {HTMLElement} */ (menu.querySelector('summary')).focus();
      e.preventDefault();
      return;
    }
    if (menu && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) {
      step(menu, e.key === 'ArrowDown' ? 1 : -1);
      e.preventDefault();
      return;
    }
    const [panel, base] = shell.frames();
    if (e.key === 'Escape' && panel && !typing) {
      e.preventDefault();
      shell.closePanel();
      return;
    }
    if (typing || e.ctrlKey || e.metaKey || e.altKey || !lettersOn()) return;
    if (e.key === '?') {
      e.preventDefault();
      help();
      return;
    }
    const side = at.closest('.side') ? panel : at.closest('.base, main') || at === document.body ? base : null;
    const act = (side ?? panel)?.module?.keys?.[keyOf(e)];
    if (act && side?.phase === 'ready') {
      e.preventDefault();
      act(side.ctx, e);
    }
  });
  document.addEventListener('click', (e) =>
    document.querySelectorAll('details.menu[open]').forEach((d) => {
      if (!d.contains(/** @type {Node} */ (e.target))) d.removeAttribute('open');
    }),
  );
  return { palette, help };
}

/** @param {Element} menu @param {number} by */
function step(menu, by) {
  const items = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll('li a, li button')]);
  const next =
    items[(items.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + by + items.length) % items.length];
  next?.focus();
}

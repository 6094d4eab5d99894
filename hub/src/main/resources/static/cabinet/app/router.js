// @ts-check
// Addresses: which screen an address means, and going there without a load.
import { screens } from './screens.js';

/** @typedef {{screen: import('./screens.js').Screen, params: Record<string, string>, query: Record<string, string>, path: string}} Place */
const patterns = screens.map((screen) => ({
  screen,
  names: [...screen.path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]),
  regex: new RegExp(`^${screen.path.replace(/\{\w+\}/g, '([^/]+)')}/?$`),
}));

/** @param {string} url @returns {Place | null} */
export function placeOf(url) {
  const { pathname, search } = new URL(url, location.origin);
  try {
    decodeURIComponent(pathname);
  } catch {
    return null;
  }
  for (const { screen, names, regex } of patterns) {
    const found = regex.exec(pathname);
    if (found)
      return {
        screen,
        params: Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1])])),
        query: Object.fromEntries(new URLSearchParams(search)),
        path: pathname,
      };
  }
  return null;
}

/** @param {Record<string, any>} query empty values are left out */
export function withQuery(/** @type {string} */ path, query) {
  const q = new URLSearchParams(
    Object.entries(query).filter(([, v]) => v !== undefined && v !== null && v !== ''),
  ).toString();
  return q ? `${path}?${q}` : path;
}

/** @type {() => void} */ let changed = () => {};
/** @param {string} url @param {{replace?: boolean}} [o] */
export function go(url, o = {}) {
  history[o.replace ? 'replaceState' : 'pushState']({}, '', url);
  changed();
}

/** Calls back at every change of the address; links to screens do not load. @param {() => void} fn */
export function watch(fn) {
  changed = fn;
  addEventListener('popstate', fn);
  document.addEventListener('click', (e) => {
    const a = e.target instanceof Element ? e.target.closest('a[href]') : null;
    if (
      !(a instanceof HTMLAnchorElement) ||
      e.defaultPrevented ||
      e.button !== 0 ||
      e.metaKey ||
      e.ctrlKey ||
      e.shiftKey ||
      e.altKey
    )
      return;
    if (a.target || a.hasAttribute('download') || a.origin !== location.origin || !placeOf(a.href)) return;
    e.preventDefault();
    go(a.href);
  });
}

// @ts-check
// A screen's own stylesheet, loaded with the screen and there before it is drawn.

/** @param {string} name as in screen-<name>.css @returns {Promise<void>} */
export function sheet(name) {
  const href = new URL(`../screen-${name}.css`, import.meta.url).href;
  if (document.head.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return new Promise((there) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
    link.onload = link.onerror = () => there();
    document.head.append(link);
  });
}

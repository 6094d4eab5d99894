// Shows what Web Push brings, and leads to it. No fetch handler: pages and files come from the hub alone.
const words = {
  kk: { DOCUMENT: 'Құжат', other: 'Жаңа хабарлама', open: 'Жеке кабинетті ашыңыз' },
  ru: { DOCUMENT: 'Документ', other: 'Новое уведомление', open: 'Откройте личный кабинет' },
  en: { DOCUMENT: 'Document', other: 'New notification', open: 'Open your cabinet' },
};
// Only tabs of this worker can be led; the tab where it was switched on is one of them from the beginning.
self.addEventListener('activate', (e) => e.waitUntil(self.clients.claim()));
self.addEventListener('push', (e) => {
  let told = {};
  try {
    told = e.data.json();
  } catch {
    /* a bare wake-up */
  }
  const say = words[told.language] ?? words[navigator.language.slice(0, 2)] ?? words.ru;
  const number = /^\d{20}$/.test(told.number ?? '') ? told.number : null;
  const title = number ? `${say.DOCUMENT} ${number.replace(/(\d{5})(?=\d)/g, '$1 ')}` : say.other;
  e.waitUntil(
    self.registration.showNotification(title, {
      body: say.open,
      lang: told.language,
      tag: number ?? 'center',
      data: number ? `/d/${number}` : '/notifications',
    }),
  );
});
self.addEventListener('notificationclick', (e) => {
  e.notification.close();
  e.waitUntil(show(e.notification.data));
});
// A tab is led there before it is brought to the front: the latter uses up what the click permits, and the permission
// is needed for a new tab where there is none to lead. Nobody is torn away from a document that he is about to send.
async function show(address) {
  const tabs = await self.clients.matchAll({ type: 'window' });
  const tab = tabs.find((it) => !new URL(it.url).pathname.startsWith('/send'));
  const led = await tab?.navigate(address).catch(() => null);
  return led ? led.focus() : self.clients.openWindow(address);
}

// Shows what Web Push brings, and leads to it. No fetch handler: pages and files come from the hub alone.
const words = {
  kk: { DOCUMENT: 'Құжат', other: 'Жаңа хабарлама', open: 'Жеке кабинетті ашыңыз' },
  ru: { DOCUMENT: 'Документ', other: 'Новое уведомление', open: 'Откройте личный кабинет' },
  en: { DOCUMENT: 'Document', other: 'New notification', open: 'Open your cabinet' },
};
self.addEventListener('push', (e) => {
  let told = {};
  try {
    told = e.data.json();
  } catch {
    /* a bare wake-up */
  }
  const say = words[navigator.language.slice(0, 2)] ?? words.ru;
  const number = /^\d{20}$/.test(told.number ?? '') ? told.number : null;
  const title = number ? `${say.DOCUMENT} ${number.replace(/(\d{5})(?=\d)/g, '$1 ')}` : say.other;
  e.waitUntil(
    self.registration.showNotification(title, {
      body: say.open,
      tag: number ?? 'center',
      data: number ? `/d/${number}` : '/notifications',
    }),
  );
});
self.addEventListener('notificationclick', (e) => {
  e.notification.close();
  e.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then((open) =>
      open.length
        ? open[0]
            .focus()
            .then((page) => page.navigate(e.notification.data))
            .catch(() => self.clients.openWindow(e.notification.data))
        : self.clients.openWindow(e.notification.data),
    ),
  );
});

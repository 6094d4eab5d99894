// @ts-check
/**
 * The table of screens. `nav`: a line in the menu (`key` is the word, `icon` the picture, `phone` a tab on a phone, `group` begins a
 * new block, `staff` for the operator's people alone). `open`: to be seen without a session. `panel`: beside a list on a wide screen.
 * @typedef {{path: string, name: string, load: () => Promise<any>, nav?: {icon: string, key: string, phone?: boolean, group?: boolean, staff?: boolean}, open?: boolean, panel?: boolean, joining?: boolean}} Screen
 * @type {Screen[]}
 */
export const screens = [
  { path: '/sign-in', name: 'sign-in', load: () => import('./view/sign-in.js'), open: true },
  { path: '/join', name: 'join', load: () => import('./view/join.js'), joining: true },
  {
    path: '/in',
    name: 'in',
    load: () => import('./view/inbox.js'),
    nav: { icon: 'inbox', key: 'nav.in', phone: true },
  },
  {
    path: '/out',
    name: 'out',
    load: () => import('./view/outbox.js'),
    nav: { icon: 'outbox', key: 'nav.out', phone: true },
  },
  { path: '/d/{number}', name: 'document', load: () => import('./view/document.js'), panel: true },
  {
    path: '/send',
    name: 'send',
    load: () => import('./view/send.js'),
    nav: { icon: 'send', key: 'nav.send', phone: true },
  },
  {
    path: '/parties',
    name: 'parties',
    load: () => import('./view/parties.js'),
    nav: { icon: 'parties', key: 'nav.parties' },
  },
  {
    path: '/activity',
    name: 'activity',
    load: () => import('./view/activity.js'),
    nav: { icon: 'activity', key: 'nav.activity', phone: true },
  },
  {
    path: '/money',
    name: 'money',
    load: () => import('./view/money.js'),
    nav: { icon: 'money', key: 'nav.money', group: true },
  },
  {
    path: '/notifications',
    name: 'notifications',
    load: () => import('./view/notifications.js'),
    nav: { icon: 'bell', key: 'nav.notifications' },
  },
  { path: '/settings/notifications', name: 'notice-settings', load: () => import('./view/notice-settings.js') },
  {
    path: '/settings/organisation',
    name: 'organisation',
    load: () => import('./view/organisation.js'),
    nav: { icon: 'building', key: 'nav.organisation' },
  },
  {
    path: '/admin',
    name: 'admin',
    load: () => import('./view/admin.js'),
    nav: { icon: 'operator', key: 'nav.admin', group: true, staff: true },
  },
  { path: '/admin/{page}', name: 'admin', load: () => import('./view/admin.js') },
];

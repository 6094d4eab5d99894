export default {
  months: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
  'unit.b': 'B', 'unit.kb': 'KB', 'unit.mb': 'MB', 'unit.gb': 'GB',
  bin: 'BIN', iin: 'IIN',
  language: 'Language', menu: 'Menu', account: 'Account and sign-out', toContent: 'To the content', moreScreens: 'More', signOut: 'Sign out', signInAgain: 'The session is over: sign in again', verifyPage: 'Verify a document', keys: 'Keyboard', finder: 'Find or go to',
  'nav.in': 'Inbox', 'nav.out': 'Sent', 'nav.send': 'Send', 'nav.parties': 'Counterparties', 'nav.activity': 'Activity', 'nav.money': 'Money', 'nav.notifications': 'Notifications', 'nav.organisation': 'Organisation', 'nav.admin': 'Operator',
  'badge.in': 'To sign: {n}', 'badge.notifications': 'Unread: {n}',
  'live.live': 'Live', 'live.connecting': 'Connecting…', 'live.offline': 'Offline, retrying', 'live.signed-out': 'Session over',
  'theme.auto': 'Theme of the system', 'theme.light': 'Light theme', 'theme.dark': 'Dark theme',
  more: 'Show more', retry: 'Try again', retryIn: { one: 'try again in {n} second', other: 'try again in {n} seconds' },
  copyDetails: 'Copy details', copied: 'Copied', copyFailed: 'Could not copy', copyOf: 'Copy {what}', loading: 'Loading', close: 'Close', cancel: 'Cancel', needed: 'Fill in this field', save: 'Save', back: 'Back', next: 'Next', all: 'All', yes: 'Yes', no: 'No', open: 'Open',
  screenFailed: 'The screen did not open', 'problem.network': 'The hub does not answer', 'problem.network.todo': 'Check the connection and try again: nothing is done twice.', 'problem.other': 'Error {status}',
  'role.INDIVIDUAL': 'individual', 'role.FIRST_HEAD': 'first head', 'role.SIGN_RIGHT': 'holder of the right to sign', 'role.FINANCE_SIGN': 'right to sign financial documents', 'role.HR': 'HR employee', 'role.EMPLOYEE': 'employee', 'role.INFORMATION_SYSTEM': 'information system', 'role.CIVIL_SERVANT': 'civil servant', 'role.ARCHIVE_STAFF': 'archive employee', 'role.CA_STAFF': 'employee of the certification authority', 'role.NONE': 'no role named',
};

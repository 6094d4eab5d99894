export default {
  months: 'қаң. ақп. нау. сәу. мам. мау. шіл. там. қыр. қаз. қар. жел.',
  'unit.b': 'Б', 'unit.kb': 'КБ', 'unit.mb': 'МБ', 'unit.gb': 'ГБ',
  bin: 'БСН', iin: 'ЖСН',
  language: 'Тіл', menu: 'Мәзір', account: 'Кабинет және шығу', toContent: 'Мазмұнға өту', moreScreens: 'Тағы', signOut: 'Шығу', signInAgain: 'Сеанс аяқталды: қайта кіріңіз', verifyPage: 'Құжатты тексеру', keys: 'Пернелер', finder: 'Іздеу немесе өту',
  'nav.in': 'Кіріс', 'nav.out': 'Шығыс', 'nav.send': 'Жіберу', 'nav.parties': 'Контрагенттер', 'nav.activity': 'Оқиғалар', 'nav.money': 'Төлемдер', 'nav.notifications': 'Хабарламалар', 'nav.organisation': 'Ұйым', 'nav.admin': 'Оператор',
  'badge.in': 'Қол қою қажет: {n}', 'badge.notifications': 'Оқылмаған: {n}',
  'live.live': 'Байланыс бар', 'live.connecting': 'Қосылуда…', 'live.offline': 'Байланыс жоқ, қайталануда', 'live.signed-out': 'Сеанс аяқталды',
  'theme.auto': 'Жүйе тақырыбы', 'theme.light': 'Ашық тақырып', 'theme.dark': 'Қараңғы тақырып',
  more: 'Тағы көрсету', retry: 'Қайталау', retryIn: { other: '{n} секундтан кейін қайталаңыз' },
  copyDetails: 'Мәліметтерді көшіру', copied: 'Көшірілді', copyFailed: 'Көшіру мүмкін болмады', copyOf: '{what} көшіру', loading: 'Жүктелуде', close: 'Жабу', cancel: 'Бас тарту', needed: 'Бұл өрісті толтырыңыз', save: 'Сақтау', back: 'Артқа', next: 'Әрі қарай', all: 'Барлығы', yes: 'Иә', no: 'Жоқ', open: 'Ашу',
  screenFailed: 'Бет ашылмады', 'problem.network': 'Хаб жауап бермейді', 'problem.network.todo': 'Байланысты тексеріп, қайталаңыз: қайталау ештеңені екі рет жасамайды.', 'problem.other': '{status} қатесі',
  'role.INDIVIDUAL': 'жеке тұлға', 'role.FIRST_HEAD': 'бірінші басшы', 'role.SIGN_RIGHT': 'қол қою құқығы бар тұлға', 'role.FINANCE_SIGN': 'қаржы құжаттарына қол қою құқығы', 'role.HR': 'кадр қызметінің қызметкері', 'role.EMPLOYEE': 'қызметкер', 'role.INFORMATION_SYSTEM': 'ақпараттық жүйе', 'role.CIVIL_SERVANT': 'мемлекеттік қызметші', 'role.ARCHIVE_STAFF': 'мұрағат қызметкері', 'role.CA_STAFF': 'куәландырушы орталық қызметкері', 'role.NONE': 'рөлі көрсетілмеген',
};

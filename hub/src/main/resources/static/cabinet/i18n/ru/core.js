export default {
  months: 'янв. февр. марта апр. мая июня июля авг. сент. окт. нояб. дек.',
  'unit.b': 'Б', 'unit.kb': 'КБ', 'unit.mb': 'МБ', 'unit.gb': 'ГБ',
  bin: 'БИН', iin: 'ИИН',
  language: 'Язык', menu: 'Меню', account: 'Кабинет и выход', toContent: 'К содержанию', moreScreens: 'Ещё', signOut: 'Выйти', signInAgain: 'Сеанс окончен: войдите снова', verifyPage: 'Проверить документ', keys: 'Клавиши', finder: 'Найти или перейти',
  'nav.in': 'Входящие', 'nav.out': 'Исходящие', 'nav.send': 'Отправить', 'nav.parties': 'Контрагенты', 'nav.activity': 'Лента', 'nav.money': 'Деньги', 'nav.notifications': 'Уведомления', 'nav.organisation': 'Организация', 'nav.admin': 'Оператор',
  'badge.in': 'Требуют подписи: {n}', 'badge.notifications': 'Непрочитанных: {n}',
  'live.live': 'На связи', 'live.connecting': 'Подключаемся…', 'live.offline': 'Нет связи, повторяем', 'live.signed-out': 'Сеанс окончен',
  'theme.auto': 'Тема как в системе', 'theme.light': 'Светлая тема', 'theme.dark': 'Тёмная тема',
  more: 'Показать ещё', retry: 'Повторить', retryIn: { one: 'повторить через {n} секунду', few: 'повторить через {n} секунды', many: 'повторить через {n} секунд', other: 'повторить через {n} секунды' },
  copyDetails: 'Скопировать сведения', copied: 'Скопировано', copyFailed: 'Скопировать не удалось', copyOf: 'Скопировать {what}', loading: 'Загружается', close: 'Закрыть', cancel: 'Отмена', needed: 'Заполните это поле', save: 'Сохранить', back: 'Назад', next: 'Далее', all: 'Все', yes: 'Да', no: 'Нет', open: 'Открыть',
  screenFailed: 'Экран не открылся', 'problem.network': 'Хаб не отвечает', 'problem.network.todo': 'Проверьте соединение и повторите: повтор ничего не сделает дважды.', 'problem.other': 'Ошибка {status}',
  'role.INDIVIDUAL': 'физическое лицо', 'role.FIRST_HEAD': 'первый руководитель', 'role.SIGN_RIGHT': 'лицо с правом подписи', 'role.FINANCE_SIGN': 'право подписи финансовых документов', 'role.HR': 'сотрудник кадровой службы', 'role.EMPLOYEE': 'сотрудник', 'role.INFORMATION_SYSTEM': 'информационная система', 'role.CIVIL_SERVANT': 'государственный служащий', 'role.ARCHIVE_STAFF': 'сотрудник архива', 'role.CA_STAFF': 'сотрудник удостоверяющего центра', 'role.NONE': 'роль не указана',
};

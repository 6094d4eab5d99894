// The few texts of this page, each in Kazakh, Russian and English.
const WORDS = {
  lead: ['Заңды маңызы бар электрондық құжат алмасу', 'Обмен юридически значимыми электронными документами', 'Exchange of legally significant electronic documents'],
  closedTitle: ['Бұл беті тек әзірлеуге арналған', 'Эта страница только для разработки', 'This page is for development only'],
  closedText: ['Бұл серверде сынақ адамдары жоқ. Төмендегі API арқылы жұмыс істеңіз.', 'На этом сервере нет тестовых людей. Работайте через API, указанный ниже.', 'This server has no test people. Use the API named below.'],
  entrance: ['Кіру', 'Вход', 'Sign in'],
  simulated: ['Тек әзірлеу: қолтаңбаны NCALayer орнына СИМУЛЯТОР қояды. Қалғаны — нақты хаттама.', 'Только разработка: вместо NCALayer подписывает СИМУЛЯТОР. Всё остальное — настоящий протокол.', 'Development only: a SIMULATOR signs in the place of NCALayer. Everything else is the real protocol.'],
  person: ['Сынақ адамы', 'Тестовый человек', 'Test person'],
  enter: ['Қолтаңбамен кіру', 'Войти с подписью', 'Sign in by signature'],
  join: ['Тіркелу және офертаны қабылдау', 'Зарегистрироваться и акцептовать оферту', 'Register and accept the offer'],
  needHead: ['Офертаны бірінші басшы қабылдайды.', 'Оферту акцептует первый руководитель.', 'The first head has to accept the offer.'],
  sendTitle: ['Құжат жіберу', 'Отправить документ', 'Send a document'],
  to: ['Алушы', 'Получатель', 'Recipient'],
  title: ['Атауы', 'Название', 'Title'],
  text: ['Мәтін', 'Текст', 'Text'],
  sign: ['Қол қойып жіберу', 'Подписать и отправить', 'Sign and send'],
  sentAs: ['Тіркелді:', 'Зарегистрирован:', 'Registered:'],
  parked: ['Тексеру күтілуде:', 'Ожидает проверки:', 'Waits for validation:'],
  live: ['Жәшік тікелей', 'Ящик вживую', 'The box, live'],
  on: ['● байланыс бар', '● на связи', '● connected'],
  off: ['○ қайта қосылуда…', '○ переподключение…', '○ reconnecting…'],
  inbox: ['Келген құжаттар', 'Входящие документы', 'Documents that arrived'],
  number: ['Нөмірі', 'Номер', 'Number'],
  from: ['Жіберуші', 'Отправитель', 'Sender'],
  status: ['Күйі', 'Статус', 'Status'],
  open: ['Ашу', 'Открыть', 'Open'],
  read: ['Оқылды деп белгілеу', 'Отметить прочитанным', 'Mark as read'],
  offer: ['Оферта', 'Оферта', 'Offer'],
  policy: ['Құпиялылық саясаты', 'Политика конфиденциальности', 'Privacy policy'],
  health: ['Жай-күйі', 'Состояние', 'Health'],
};
const LANGUAGES = ['kk', 'ru', 'en'];

let at = Math.max(0, LANGUAGES.indexOf(localStorage.getItem('lang') ?? (navigator.language || 'en').slice(0, 2)));
if (!localStorage.getItem('lang') && !LANGUAGES.includes((navigator.language || '').slice(0, 2))) at = 2;

export const language = () => LANGUAGES[at];
export const word = key => (WORDS[key] ?? [key, key, key])[at];

export function speak(code) {
  if (code) {
    at = LANGUAGES.indexOf(code);
    localStorage.setItem('lang', code);
  }
  document.documentElement.lang = language();
  document.querySelectorAll('[data-t]').forEach(element => { element.textContent = word(element.dataset.t); });
  document.querySelectorAll('[data-lang]').forEach(button => button.setAttribute('aria-pressed', button.dataset.lang === language()));
}

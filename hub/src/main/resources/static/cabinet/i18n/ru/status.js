export default {
  DRAFT: 'Черновик', SUBMITTED: 'Отправлен', VERIFYING: 'Проверяется', PENDING_VALIDATION: 'Ожидает проверки', REGISTERED: 'Зарегистрирован', REJECTED: 'Не прошёл проверку',
  QUEUED: 'В очереди', IN_DELIVERY: 'Доставляется', PARTLY_DELIVERED: 'Доставлен частично', DELIVERED: 'Доставлен', RECEIVED: 'Получен', READ: 'Прочитан', COMPLETED: 'Доставлен всем', UNDELIVERABLE: 'Не доставлен',
  TO_SIGN: 'Требует подписи', AWAITING_SIGNATURE: 'Ожидает подписи', PARTLY_SIGNED: 'Подписан частично', SIGNED: 'Подписан', DECLINED: 'Отклонён', CORRECTION_REQUESTED: 'На уточнении', ANNULMENT_PROPOSED: 'Предложено аннулировать', ANNULMENT_REFUSED: 'Аннулировать не согласны', ANNULLED: 'Аннулирован', EXPIRED: 'Срок ответа истёк',
  WITHDRAWN: 'Отозван', AWAITING_CONNECTION: 'Ожидает подключения', EXTERNAL_SENT: 'Ссылка отправлена', EXTERNAL_VIEWED: 'Ссылка открыта', EXTERNAL_FAILED: 'Отправить не удалось',
  PASSED: 'Действительна', INDETERMINATE: 'Не определено', FAILED: 'Недействительна',
};

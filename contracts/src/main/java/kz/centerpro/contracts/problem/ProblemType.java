package kz.centerpro.contracts.problem;

import java.util.Locale;

/**
 * The registry of problem types. The URI is {@code /problems/} and the name in kebab case, {@code code} is the name in
 * snake case; both are for ever. Titles are in the three languages of the service (Kazakh, Russian, English).
 */
public enum ProblemType {

    // the request itself
    MALFORMED_REQUEST(400, false, "Сұраныс түсініксіз", "Запрос не разобран",
            "The request cannot be read"), INVALID_FIELD(422, false, "Өріс мәні жарамсыз", "Недопустимое значение поля",
                    "A field has an invalid value"), NOT_FOUND(404, false, "Табылмады", "Не найдено",
                            "Not found"), METHOD_NOT_ALLOWED(405, false, "Бұл әдіс қолданылмайды",
                                    "Метод не поддерживается", "The method is not allowed here"), NOT_ACCEPTABLE(406,
                                            false, "Сұралған пішім берілмейді", "Запрошенный формат не выдаётся",
                                            "The asked format is not served"), UNSUPPORTED_MEDIA_TYPE(415, false,
                                                    "Бұл мазмұн түрі қабылданбайды",
                                                    "Такой тип содержимого не принимается",
                                                    "This media type is not accepted"), TOO_LARGE(413, false,
                                                            "Көлемі шектен асады", "Превышен допустимый размер",
                                                            "The size limit is exceeded"),

    // money that comes in
    STATEMENT_UNREADABLE(422, false, "Банк үзіндісі оқылмайды", "Банковская выписка не разобрана",
            "The bank statement cannot be read"),

    // who is asking
    UNAUTHENTICATED(401, false, "Жүйеге кіру қажет", "Требуется вход", "Authentication is required"), CHALLENGE_INVALID(
            401, false, "Шақыру жарамсыз немесе пайдаланылған", "Вызов недействителен, истёк или уже использован",
            "The challenge is unknown, expired or already used"), SIGNATURE_NOT_TRUSTED(401, false,
                    "Қолтаңба расталмады", "Подпись не подтверждена",
                    "The signature could not be trusted"), NOT_PERMITTED(403, false, "Рұқсат жоқ", "Нет прав",
                            "Not permitted"), ACCESS_SUSPENDED(403, false, "Қолжетімділік тоқтатылған",
                                    "Доступ приостановлен", "Access is suspended"), ACCESS_BLOCKED(403, false,
                                            "Қолжетімділік жабылған", "Доступ закрыт",
                                            "Access is closed"), NOT_REGISTERED(403, false, "Алдымен тіркелу қажет",
                                                    "Сначала необходимо зарегистрироваться",
                                                    "Registration comes first"), OFFER_NOT_ACCEPTED(403, false,
                                                            "Оферта қабылданбаған",
                                                            "Оферта не акцептована",
                                                            "The offer has not been accepted"), FIRST_HEAD_REQUIRED(403,
                                                                    false,
                                                                    "Бірінші басшының қолтаңбасы қажет",
                                                                    "Нужна подпись первого руководителя",
                                                                    "The first head has to sign this"), SIGNING_MISMATCH(
                                                                            403, false,
                                                                            "Қолтаңба сұралған деректерге қойылмаған",
                                                                            "Подпись поставлена не под запрошенными данными",
                                                                            "The signature is not over what was asked for"),

    /** A product is closed by the operator, the rest is open (clause 5.3.7). */
    PRODUCT_SUSPENDED(403, false, "Өнім тоқтатылған", "Продукт приостановлен", "The product is suspended"),

    /** The agreement has ended, so that nobody signs in for the participant any more (clauses 5.3.8, 10.7, 13.2). */
    TERMINATED(403, false, "Келісім тоқтатылған", "Соглашение прекращено", "The agreement has ended"),

    /** A change by a session cookie that a page of another site asked for, or could have. */
    CROSS_SITE(403, false, "Сұраныс кабинет бетінен емес", "Запрос не со страницы кабинета",
            "The request does not come from the cabinet"),

    // parties and offers
    ALREADY_REGISTERED(409, false, "Бұл қатысушы тіркелген", "Участник уже зарегистрирован",
            "This participant is registered already"), TAX_ID_INVALID(422, false, "ЖСН немесе БСН қате",
                    "Неверный ИИН или БИН", "The IIN or BIN is invalid"), REGIME_MISMATCH(422, false,
                            "Қолтаңба режимі сәйкес емес", "Сертификат не того режима подписи",
                            "The certificate is not of the signature regime required here"), OFFER_VERSION_OUTDATED(409,
                                    false, "Бұл оферта нұсқасы ескірген", "Эта версия оферты не текущая",
                                    "This offer version is not the current one"), RECIPIENT_UNKNOWN(422, false,
                                            "Алушы табылмады", "Получатель не найден",
                                            "The recipient is not known here"), SENDER_NOT_ACCEPTED(403, false,
                                                    "Алушы сізден құжат қабылдамайды",
                                                    "Получатель не принимает от вас документы",
                                                    "The recipient takes no documents from you"),

    // documents
    SIGNATURE_REQUIRED(422, false, "Қолтаңба қажет", "Нужна подпись", "A signature is required"), SIGNATURE_MALFORMED(
            422, false, "Қолтаңба оқылмайды", "Подпись не разобрана",
            "The signature cannot be read"), SIGNATURE_INVALID(422, false, "Қолтаңба құжатқа сәйкес емес",
                    "Подпись не соответствует документу",
                    "The signature does not fit the document"), CERTIFICATE_REVOKED(422, false,
                            "Сертификат кері қайтарылған", "Сертификат отозван",
                            "The certificate is revoked"), CERTIFICATE_EXPIRED(422, false,
                                    "Сертификат мерзімі жарамсыз", "Сертификат вне срока действия",
                                    "The certificate was not valid at the time of signing"), CERTIFICATE_NOT_TRUSTED(
                                            422, false, "Сертификат сенімді орталықтан емес",
                                            "Сертификат выдан не доверенным центром",
                                            "The certificate does not chain to a trusted authority"), CERTIFICATE_UNSUITABLE(
                                                    422, false, "Сертификат қол қоюға арналмаған",
                                                    "Сертификат не предназначен для подписи",
                                                    "The certificate is not meant for signing"), SIGNER_NOT_OF_CLIENT(
                                                            422, false, "Қол қоюшы жіберушіге тиесілі емес",
                                                            "Подписант не относится к отправителю",
                                                            "The signer does not belong to the sender"), DIGEST_MISMATCH(
                                                                    422, false, "Мазмұн хэші сәйкес емес",
                                                                    "Хэш содержимого не совпадает",
                                                                    "The content does not have the stated digest"), EXTERNAL_ID_CONFLICT(
                                                                            409, false,
                                                                            "externalId басқа мазмұнмен қолданылған",
                                                                            "externalId уже использован с другим содержимым",
                                                                            "The externalId was used with other content"), IDEMPOTENCY_KEY_CONFLICT(
                                                                                    409, false,
                                                                                    "Кілт басқа сұраныспен қолданылған",
                                                                                    "Ключ уже использован с другим запросом",
                                                                                    "The Idempotency-Key was used with another request"), ILLEGAL_TRANSITION(
                                                                                            409, false,
                                                                                            "Қазіргі күйде мүмкін емес",
                                                                                            "Недопустимо в текущем состоянии",
                                                                                            "Not possible in the present state"),

    // money
    TARIFF_EXHAUSTED(402, false, "Тариф көлемі таусылды", "Объём тарифа исчерпан",
            "The tariff's volume is used up"), TARIFF_EXPIRED(402, false, "Тариф мерзімі аяқталды",
                    "Срок тарифа истёк", "The tariff's term is over"), TARIFF_REQUIRED(402, false, "Тариф қажет",
                            "Нужен тариф", "A tariff is needed"), INSUFFICIENT_BALANCE(402, false,
                                    "Теңгерімде қаражат жеткіліксіз", "Недостаточно средств на балансе",
                                    "The balance is not sufficient"), TARIFF_RETIRED(409, false,
                                            "Бұл тариф енді сатылмайды", "Тариф больше не продаётся",
                                            "This tariff is no longer sold"), NON_REFUNDABLE(409, false,
                                                    "Төленген тариф қайтарылмайды",
                                                    "Оплаченный тариф не возвращается",
                                                    "A paid tariff is not refunded"),

    // streams
    CURSOR_INVALID(400, false, "Курсор жарамсыз", "Неверный курсор",
            "The cursor is not one of this service"), CURSOR_EXPIRED(410, false, "Курсор ескірді, қайта синхрондаңыз",
                    "Курсор устарел, нужна повторная синхронизация", "The cursor is no longer kept: resynchronise"),

    // load and faults
    RATE_LIMITED(429, true, "Сұраныс тым көп", "Слишком много запросов", "Too many requests"), OVERLOADED(503, true,
            "Қызмет шамадан тыс жүктелген", "Сервис перегружен", "The service is overloaded"), MAINTENANCE(503, true,
                    "Техникалық жұмыстар жүріп жатыр", "Идут технические работы",
                    "Maintenance is under way"), DEPENDENCY_UNAVAILABLE(
                            503, true, "Қажетті қызмет қолжетімсіз", "Необходимый сервис недоступен",
                            "A service that is needed is not available"), TIMED_OUT(504, true, "Уақыт бітті",
                                    "Истекло время",
                                    "Timed out"), INTERNAL(500, true, "Ішкі қате", "Внутренняя ошибка",
                                            "Internal error");

    private final int status;
    private final boolean retryable;
    private final String kk;
    private final String ru;
    private final String en;

    ProblemType(int status, boolean retryable, String kk, String ru, String en) {
        this.status = status;
        this.retryable = retryable;
        this.kk = kk;
        this.ru = ru;
        this.en = en;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** True when the same request may succeed later; such an answer carries {@code Retry-After}. */
    public boolean retryable() {
        return retryable;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String slug() {
        return code().replace('_', '-');
    }

    /** Relative URI reference of the type, resolved against the service's base URL. */
    public String uri() {
        return "/problems/" + slug();
    }

    /** Title in {@code kk} or {@code ru}; English for any other language. */
    public String title(String language) {
        return switch (language) {
            case "kk" -> kk;
            case "ru" -> ru;
            default -> en;
        };
    }
}

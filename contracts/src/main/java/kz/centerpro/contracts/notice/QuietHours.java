package kz.centerpro.contracts.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The part of a day in which no e-mail and no push is sent; over midnight when it begins later than it ends.
 *
 * @param from
 *            HH:mm of Asia/Almaty; absent in a request switches quiet hours off
 * @param to
 *            HH:mm, another than {@code from}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QuietHours(@Nullable String from, @Nullable String to) {}

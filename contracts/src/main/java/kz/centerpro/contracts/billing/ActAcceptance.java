package kz.centerpro.contracts.billing;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/acts/{number}/acceptance}.
 *
 * @param signature
 *            CMS in base64 or PEM, over the bytes of the act's PDF
 * @param language
 *            which PDF: kk or ru; absent: the one that was sent, ru where none was
 */
public record ActAcceptance(@Nullable String signature, @Nullable String language) {}

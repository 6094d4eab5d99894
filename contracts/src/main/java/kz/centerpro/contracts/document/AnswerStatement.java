package kz.centerpro.contracts.document;

/** The text that is signed to give an answer of {@code kind}; the same question gives the same text. */
public record AnswerStatement(String number, String kind, String statement) {}

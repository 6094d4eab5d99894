package kz.centerpro.contracts.party;

/** A typed value that differs from the certificate's, which was taken (clause 4.1). */
public record Difference(String field, String typed, String certificate) {}

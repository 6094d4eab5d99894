package kz.centerpro.contracts.evidence;

import java.util.Locale;

/**
 * Names in a bundle: a zip with everything that proves one document, read without the operator by
 * {@code center evidence verify}.
 */
public final class BundleFiles {

    /** {@link EvidenceView} as JSON: entries, proofs, checkpoint. */
    public static final String EVIDENCE = "evidence.json";
    /** The text of the checkpoint, and the operator's seal over it: a detached CMS that any tool can check. */
    public static final String CHECKPOINT = "checkpoint.txt";
    public static final String SEAL = "checkpoint.txt.p7s";
    /** How to check it, in kk, ru and en. */
    public static final String README = "README.txt";
    /** Here is the content, under its own name; nothing when the hub has it not. */
    public static final String CONTENT = "content/";
    /** Here are the signatures with which it was sent. */
    public static final String SIGNATURES = "signatures/";
    /** Here are the signatures of the answers. */
    public static final String ANSWERS = "answers/";
    /** Here is what was asked when the signatures were judged: OCSP answers, in DER. */
    public static final String REVOCATION = "revocation/";

    private BundleFiles() {}

    /** The n-th signature, from 1. */
    public static String signature(int no) {
        return String.format(Locale.ROOT, "%s%03d.p7s", SIGNATURES, no);
    }

    /** The signature of an answer. */
    public static String answer(String id) {
        return ANSWERS + id + ".p7s";
    }

    /** The text that it is over; nothing when it is over the content. */
    public static String statement(String id) {
        return ANSWERS + id + ".txt";
    }
}

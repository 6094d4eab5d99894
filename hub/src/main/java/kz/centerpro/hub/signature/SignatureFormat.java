package kz.centerpro.hub.signature;

import kz.centerpro.hub.certificate.MalformedSignature;

/** A format of signed files; the plug-in behind {@link SignatureDesk}. Stateless, pure, thread-safe. */
public interface SignatureFormat {

    /** Whether the bytes look like this format by their beginning or their structure; cheap, and never throws. */
    boolean recognises(byte[] bytes);

    /**
     * Reads the whole file within the format's bounds of size, depth and number.
     *
     * @param bytesMax
     *            of the file and of whatever is unpacked from it
     */
    SignedContainer read(byte[] bytes, int bytesMax) throws MalformedSignature;
}

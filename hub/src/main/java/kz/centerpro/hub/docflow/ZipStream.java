package kz.centerpro.hub.docflow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip file that is made while it is sent: each step gives the bytes that it added. Nothing is compressed, because
 * documents mostly are. For one reader, in order.
 */
public final class ZipStream {

    private static final int NAME_MAX = 120;

    private final ByteArrayOutputStream made = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(made, StandardCharsets.UTF_8);
    private final Set<String> names = new HashSet<>();

    public ZipStream() {
        zip.setLevel(Deflater.NO_COMPRESSION);
    }

    /** Begins a file; a name that is there already gets a number. */
    public byte[] open(String name) {
        return open("", name);
    }

    /** The same in a folder of the caller's own naming, which ends with a slash. */
    public byte[] open(String folder, String name) {
        String plain = plain(name);
        String unique = folder + plain;
        for (int again = 2; !names.add(unique); again++) {
            unique = folder + again + "-" + plain;
        }
        try {
            zip.putNextEntry(new ZipEntry(unique));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return taken();
    }

    public byte[] add(byte[] bytes) {
        try {
            zip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return taken();
    }

    /** Ends the file that is open. */
    public byte[] close() {
        try {
            zip.closeEntry();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return taken();
    }

    public byte[] end() {
        try {
            zip.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return taken();
    }

    private byte[] taken() {
        byte[] bytes = made.toByteArray();
        made.reset();
        return bytes;
    }

    /** Never a path, never hidden, and not longer than file systems take. */
    static String plain(String name) {
        String letters = name.replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "_").strip();
        String visible = letters.startsWith(".") ? "_" + letters.substring(1) : letters;
        if (visible.length() <= NAME_MAX) {
            return visible;
        }
        int ending = visible.lastIndexOf('.');
        String kept = ending > visible.length() - 10 ? visible.substring(ending) : "";
        return visible.substring(0, NAME_MAX - kept.length()) + kept;
    }
}

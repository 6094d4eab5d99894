package kz.centerpro.sandbox.trustcentre;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import kz.centerpro.sandbox.SandboxException;

/** Revoked and held serial numbers, written to a file before anybody is told. */
final class Revocations {

    /**
     * @param reason
     *            of RFC 5280, 5.3.1: 6 is a hold, which may end
     */
    record Entry(int reason, Instant at) {}

    private final Path file;
    private final Map<BigInteger, Entry> entries = new ConcurrentSkipListMap<>();

    private Revocations(Path file) {
        this.file = file;
    }

    static Revocations load(Path file) throws IOException {
        var revocations = new Revocations(file);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                String[] parts = line.strip().split(" ", -1);
                if (parts.length == 3) {
                    revocations.entries.put(new BigInteger(parts[0], 16),
                            new Entry(Integer.parseInt(parts[1]), Instant.parse(parts[2])));
                }
            }
        }
        return revocations;
    }

    Optional<Entry> find(BigInteger serial) {
        return Optional.ofNullable(entries.get(serial));
    }

    Map<BigInteger, Entry> all() {
        return Map.copyOf(entries);
    }

    synchronized void add(BigInteger serial, Entry entry) {
        entries.put(serial, entry);
        save();
    }

    synchronized void remove(BigInteger serial) {
        entries.remove(serial);
        save();
    }

    private void save() {
        String text = entries.entrySet().stream()
                .map(e -> e.getKey().toString(16) + " " + e.getValue().reason() + " " + e.getValue().at())
                .collect(Collectors.joining("\n", "", "\n"));
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, text, StandardCharsets.US_ASCII);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SandboxException("The revocation was not written to " + file + ": " + e.getMessage(), e);
        }
    }
}

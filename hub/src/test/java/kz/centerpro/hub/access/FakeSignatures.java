package kz.centerpro.hub.access;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.signature.Verdict;
import reactor.core.publisher.Mono;

/** Checks the signatures of {@link Person}; the real check is exercised end to end elsewhere. */
public final class FakeSignatures implements SignatureCheck {

    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private final Map<String, Indication> moods = new ConcurrentHashMap<>();

    public Person knows(Person person) {
        people.put(person.key(), person);
        return person;
    }

    /** From now on signatures of this person have that verdict. */
    void says(Person person, Indication status) {
        moods.put(person.key(), status);
    }

    @Override
    public Mono<Verdict> check(byte[] cms, byte[] content) {
        String[] parts = new String(cms, StandardCharsets.UTF_8).split(":", -1);
        Person person = parts.length == 2 ? people.get(parts[0]) : null;
        if (person == null) {
            return Mono.error(new MalformedSignature("no test signature"));
        }
        if (!parts[1].equals(Person.sha256(new String(content, StandardCharsets.UTF_8)))) {
            return Mono.just(person.verdict(Indication.FAILED, "HASH_FAILURE"));
        }
        Indication status = moods.getOrDefault(person.key(), Indication.PASSED);
        return Mono.just(person.verdict(status, switch (status) {
            case PASSED -> "";
            case INDETERMINATE -> "TRY_LATER";
            case FAILED -> "REVOKED";
        }));
    }
}

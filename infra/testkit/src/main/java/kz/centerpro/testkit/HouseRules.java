package kz.centerpro.testkit;

import static kz.centerpro.testkit.CallRule.everywhere;
import static kz.centerpro.testkit.CallRule.method;
import static kz.centerpro.testkit.CallRule.withParameters;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The house rules as code. Every rule throws an {@link AssertionError} that lists what breaks it, and also when there
 * was nothing to check: a rule that matches nothing holds nothing.
 */
public final class HouseRules {

    private static final int KERNEL_CLASSES_MAX = 12;

    private HouseRules() {}

    /** The main classes of {@code root} and below, as compiled on the class path; no test classes. */
    public static JavaClasses mainClasses(String root) {
        return new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
    }

    /**
     * Every rule, each as a test of its own, for a {@code @TestFactory}.
     *
     * @param signatureRooms
     *            the rooms that alone may use Bouncy Castle; none when none may
     */
    public static Stream<DynamicTest> all(JavaClasses classes, Rooms rooms, String... signatureRooms) {
        return Stream.of(DynamicTest.dynamicTest("rooms use only the rooms they may", () -> rooms.check(classes)),
                DynamicTest.dynamicTest("Bouncy Castle stays in its room",
                        () -> bouncyCastleStaysIn(classes, rooms.root(), signatureRooms)),
                DynamicTest.dynamicTest("SQL stays in stores", () -> sqlStaysInStores(classes)),
                DynamicTest.dynamicTest("the web stays in doors", () -> webStaysInDoors(classes)),
                DynamicTest.dynamicTest("bodies are read by infra/door", () -> bodiesAreReadByTheDoor(classes)),
                DynamicTest.dynamicTest("nobody blocks", () -> nobodyBlocks(classes)),
                DynamicTest.dynamicTest("only loops subscribe", () -> onlyLoopsSubscribe(classes)),
                DynamicTest.dynamicTest("flatMap states its number", () -> flatMapStatesItsNumber(classes)),
                DynamicTest.dynamicTest("no treacherous operators", () -> noTreacherousOperators(classes)),
                DynamicTest.dynamicTest("schedulers come from the bulkhead", () -> schedulersComeFromBulkhead(classes)),
                DynamicTest.dynamicTest("ids, time and locale are given", () -> idsTimeAndLocaleAreGiven(classes)),
                DynamicTest.dynamicTest("no bare RuntimeException", () -> noBareRuntimeException(classes)),
                DynamicTest.dynamicTest("the kernel stays small", () -> kernelStaysSmall(classes, rooms.root())),
                DynamicTest.dynamicTest("packages tell and are null-marked", () -> packagesAreNullMarked(classes)));
    }

    public static void bouncyCastleStaysIn(JavaClasses classes, String root, String... rooms) {
        List<String> homes = Stream.of(rooms).map(room -> root + "." + room).toList();
        dependencyRule("org.bouncycastle is used in rooms " + List.of(rooms) + " alone", classes,
                c -> homes.stream().anyMatch(home -> isIn(c, home)), "org.bouncycastle");
    }

    public static void sqlStaysInStores(JavaClasses classes) {
        dependencyRule("R2DBC is used in *Store, Tx, *Configuration, kernel and eventlog alone", classes,
                c -> named(c, "Store", "Configuration") || outermost(c).getSimpleName().equals("Tx")
                        || hasSegment(c, "kernel")
                        || hasSegment(c, "eventlog"),
                "io.r2dbc", "org.springframework.r2dbc");
    }

    public static void webStaysInDoors(JavaClasses classes) {
        dependencyRule("Spring's web packages are used in *Door, *Routes, *Configuration and infra/door alone", classes,
                c -> named(c, "Door", "Routes", "Configuration") || isIn(c, "kz.centerpro.door"),
                "org.springframework.web", "org.springframework.http");
    }

    /** The framework's reader of multipart bodies lost bytes when its parts were taken on other threads. */
    public static void bodiesAreReadByTheDoor(JavaClasses classes) {
        everywhere("multipart bodies are read by kz.centerpro.door.Bodies",
                target -> target.getOwner().getPackageName().startsWith("org.springframework.http.codec.multipart")
                        || target.getName().equals("multipartData"))
                .check(classes);
    }

    public static void nobodyBlocks(JavaClasses classes) {
        String[] names = {"block", "blockOptional", "blockFirst", "blockLast", "toIterable", "toStream", "toFuture"};
        everywhere("nobody blocks on a Mono or Flux", method(Publisher.class, names)).check(classes);
    }

    public static void onlyLoopsSubscribe(JavaClasses classes) {
        new CallRule("only *Loop classes subscribe", method(Publisher.class, "subscribe"), c -> named(c, "Loop"))
                .check(classes);
    }

    public static void flatMapStatesItsNumber(JavaClasses classes) {
        everywhere("Flux.flatMap states its concurrency", withParameters(1, method(Flux.class, "flatMap")))
                .check(classes);
    }

    public static void noTreacherousOperators(JavaClasses classes) {
        Predicate<CodeUnitAccessTarget> sinkBuffer = target -> target.getName().equals("onBackpressureBuffer")
                && target.getOwner().getPackageName().startsWith("reactor.core.publisher");
        everywhere("no onErrorContinue, no Sinks.unsafe, no unbounded onBackpressureBuffer",
                method(Flux.class, "onErrorContinue").or(method(Mono.class, "onErrorContinue"))
                        .or(method(Sinks.class, "unsafe")).or(withParameters(0, sinkBuffer)))
                .check(classes);
    }

    public static void schedulersComeFromBulkhead(JavaClasses classes) {
        Predicate<CodeUnitAccessTarget> made = target -> target.getOwner().isEquivalentTo(Schedulers.class)
                && (target.getName().equals("parallel") || target.getName().equals("boundedElastic")
                        || target.getName().equals("single") || target.getName().startsWith("new"));
        new CallRule("schedulers are made and named in Bulkhead alone", made,
                c -> outermost(c).getSimpleName().equals("Bulkhead")).check(classes);
    }

    /** Outside the kernel, and outside infra, where nothing of this is injected. */
    public static void idsTimeAndLocaleAreGiven(JavaClasses classes) {
        Predicate<CodeUnitAccessTarget> now = method(Instant.class, "now").or(method(LocalDate.class, "now"))
                .or(method(LocalDateTime.class, "now")).or(method(ZonedDateTime.class, "now"))
                .or(method(OffsetDateTime.class, "now"));
        new CallRule("no UUID.randomUUID, now(), currentTimeMillis or default locale outside the kernel",
                withParameters(0, now).or(method(UUID.class, "randomUUID"))
                        .or(method(System.class, "currentTimeMillis")).or(method(Locale.class, "getDefault")),
                c -> hasSegment(c, "kernel") || isInfra(c)).check(classes);
    }

    public static void noBareRuntimeException(JavaClasses classes) {
        everywhere("no bare new RuntimeException", target -> target.getName().equals("<init>")
                && target.getOwner().isEquivalentTo(RuntimeException.class)).check(classes);
    }

    public static void kernelStaysSmall(JavaClasses classes, String root) {
        List<String> names = classes.stream().filter(c -> c.getPackageName().equals(root + ".kernel"))
                .filter(c -> c.isTopLevelClass() && !c.getSimpleName().equals("package-info")).map(JavaClass::getName)
                .sorted().toList();
        List<String> broken = names.size() <= KERNEL_CLASSES_MAX ? List.of() : names;
        report("the kernel has at most " + KERNEL_CLASSES_MAX + " classes", names.size(), broken);
    }

    public static void packagesAreNullMarked(JavaClasses classes) {
        List<String> packages = classes.stream().map(JavaClass::getPackageName).distinct().sorted().toList();
        List<String> broken = packages.stream().filter(name -> !(classes.contain(name + ".package-info")
                && classes.get(name + ".package-info").isAnnotatedWith(NullMarked.class))).toList();
        report("every package has a package-info annotated @NullMarked", packages.size(), broken);
    }

    private static void dependencyRule(String sentence, JavaClasses classes, Predicate<JavaClass> exempt,
            String... packages) {
        int seen = 0;
        List<String> broken = new ArrayList<>();
        for (JavaClass c : classes) {
            for (Dependency dependency : c.getDirectDependenciesFromSelf()) {
                seen++;
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (Stream.of(packages).anyMatch(p -> isIn(target, p)) && !exempt.test(c)) {
                    broken.add(dependency.getDescription());
                }
            }
        }
        report(sentence, seen, broken);
    }

    static void report(String sentence, int seen, List<String> broken) {
        if (seen == 0) {
            throw new AssertionError("House rule '" + sentence + "' matched nothing: were any classes imported?");
        }
        if (!broken.isEmpty()) {
            throw new AssertionError("House rule '" + sentence + "' is broken " + broken.size() + " times:\n  "
                    + String.join("\n  ", broken));
        }
    }

    static boolean isIn(JavaClass c, String home) {
        return c.getPackageName().equals(home) || c.getPackageName().startsWith(home + ".");
    }

    private static boolean hasSegment(JavaClass c, String segment) {
        return List.of(c.getPackageName().split("\\.")).contains(segment);
    }

    private static boolean isInfra(JavaClass c) {
        return Stream.of("schema", "eventlog", "sandbox", "testkit", "door", "assembly", "cli")
                .anyMatch(module -> isIn(c, "kz.centerpro." + module));
    }

    private static boolean named(JavaClass c, String... endings) {
        return Stream.of(endings).anyMatch(outermost(c).getSimpleName()::endsWith);
    }

    private static JavaClass outermost(JavaClass c) {
        return c.getEnclosingClass().map(HouseRules::outermost).orElse(c);
    }
}

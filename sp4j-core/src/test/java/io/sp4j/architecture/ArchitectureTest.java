package io.sp4j.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom, and who may lock, read the clock or start a thread. */
class ArchitectureTest {
    private static final String VALUES = "io.sp4j";
    private static final String SPI = "io.sp4j.spi";
    private static final String TURN = "io.sp4j.internal.turn";
    private static final String PROTOCOL = "io.sp4j.internal.protocol";
    private static final String ENGINE = "io.sp4j.internal.engine";
    private static final String WIRE = "io.sp4j.internal.wire";
    private static final String IO = "io.sp4j.internal.io";
    private static final String TLS = "io.sp4j.internal.tls";
    private static final String JFR = "io.sp4j.internal.jfr";
    private static final String TRANSPORTS = "io.sp4j.transport..";

    private static final JavaClasses SP4J = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sp4j");

    /** A package and the ones it may import; itself and the value types of io.sp4j are always allowed. */
    private record Arrows(String from, DescribedPredicate<JavaClass> to) {
        @Override
        public String toString() {
            return from + " -> " + to.getDescription();
        }
    }

    static Stream<Arrows> arrows() {
        return Stream.of(
                // Message hands its constructor to the inside through MessageAccess
                new Arrows(VALUES, packages(SPI, ENGINE, TLS).or(named(WIRE + ".MessageAccess"))),
                new Arrows(SPI, nothing()),
                new Arrows(TLS, nothing()),
                new Arrows(TURN, named(SPI + ".Clock")),
                new Arrows(WIRE, nothing()),
                new Arrows(PROTOCOL, packages(TURN).or(named(WIRE + ".SpHeader"))),
                new Arrows(ENGINE, packages(PROTOCOL, TURN, IO, WIRE, SPI, JFR)),
                new Arrows(JFR, nothing()),
                new Arrows(IO, packages(SPI, WIRE)),
                new Arrows(TRANSPORTS, packages(SPI, IO, WIRE)));
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void importsOnlyWhatItsArrowsAllow(Arrows arrows) {
        DescribedPredicate<JavaClass> elsewhereInSp4j = resideInAPackage("io.sp4j..")
                .and(not(packages(arrows.from, VALUES).or(arrows.to)))
                .as("are not allowed by %s", arrows);
        check(noClasses().that().resideInAPackage(arrows.from).should().dependOnClassesThat(elsewhereInSp4j));
    }

    @Test
    void nobodyImportsATransport() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(TRANSPORTS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(TRANSPORTS));
        check(slices().matching("io.sp4j.transport.(*)..").should().notDependOnEachOther());
    }

    @Test
    void protocolsKnowNoChannelNoThreadNoClockAndNoLogger() {
        check(noClasses()
                .that()
                .resideInAPackage(PROTOCOL)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.nio.channels..", "java.util.concurrent..", "java.net..", "java.util.logging..")
                        .or(type(Thread.class))
                        .or(type(Clock.class))
                        .or(type(Instant.class))
                        .or(type(System.Logger.class)))
                .because("a protocol is a pure state machine: time, threads and I/O are the engine's"));
    }

    @Test
    void onlyItsPackageKnowsTheFlightRecorder() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(JFR)
                .should()
                .dependOnClassesThat(resideInAPackage("jdk.jfr..").or(named(JFR + ".JfrRecorder")))
                .because("a JVM may have none"));
    }

    @Test
    void turnsDoNoInputAndWakeNobody() {
        check(noClasses()
                .that()
                .resideInAPackage(TURN)
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.nio.channels..", "java.net..")
                        .or(type(Thread.class))
                        .or(type(LockSupport.class)))
                .because("what blocks, wakes or does I/O happens after the lock is released"));
    }

    @Test
    void onlySystemClockReadsTheClock() {
        DescribedPredicate<JavaClass> systemClock = named(IO + ".SystemClock");
        check(noClasses()
                .that(not(systemClock))
                .should()
                .accessTargetWhere(targetOwner(type(System.class))
                        .and(target(nameMatching("nanoTime|currentTimeMillis")))
                        .or(targetOwner(type(Instant.class)).and(target(name("now"))))
                        .or(targetOwner(type(Clock.class)).and(target(nameMatching("system.*"))))
                        .as("reads the clock"))
                .because("time is injected, so that the whole stack runs on a virtual clock"));
    }

    @Test
    void onlyTurnsAndLoopsLock() {
        DescribedPredicate<JavaClass> mayLock = packages(TURN + "..", IO + "..").or(named(ENGINE + ".SocketCore"));
        check(noClasses()
                .that(not(mayLock))
                .should()
                .dependOnClassesThat(nameMatching(
                        "java\\.util\\.concurrent\\.locks\\.(?!LockSupport).*|java\\.util\\.concurrent\\.Semaphore"))
                .because("a socket has one lock, its Turn; a new lock changes docs/threads-and-locks.md first"));
    }

    private static DescribedPredicate<JavaClass> packages(String... packages) {
        return resideInAnyPackage(packages).as(String.join(", ", packages));
    }

    /** That class and the classes inside it. */
    private static DescribedPredicate<JavaClass> named(String className) {
        return nameMatching(Pattern.quote(className) + "(\\$.*)?")
                .<JavaClass>forSubtype()
                .as(className);
    }

    private static DescribedPredicate<JavaClass> nothing() {
        return DescribedPredicate.<JavaClass>alwaysFalse().as("nothing else");
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(SP4J);
    }
}

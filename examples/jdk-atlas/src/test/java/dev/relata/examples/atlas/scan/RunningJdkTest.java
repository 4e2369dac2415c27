package dev.relata.examples.atlas.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** The scan of the JDK that runs the tests, beside counts that are made another way. */
class RunningJdkTest {

    private static final Path ROOT = Path.of(URI.create("jrt:/"));
    private static JdkScan scan;

    @BeforeAll
    static void scan() {
        scan = JdkScan.ofRunningJdk().block();
    }

    @Test
    void rowsAreAsManyAsTheClassFilesSay() throws IOException {
        ClassFileCounts expected = ClassFileCounts.of(ROOT);

        assertThat(count(scan.packages())).isEqualTo(expected.packages.size());
        assertThat(count(scan.types())).isEqualTo(expected.types).isEqualTo(scan.typeCount());
        assertThat(count(scan.interfaces())).isEqualTo(expected.interfaces);
        assertThat(count(members().concatMapIterable(TypeRows::methods)))
                .isEqualTo(expected.methods)
                .isEqualTo(scan.methodCount());
        assertThat(count(members().concatMapIterable(TypeRows::fields)))
                .isEqualTo(expected.fields)
                .isEqualTo(scan.fieldCount());
    }

    @Test
    void modulesAndRequiresAreThoseOfTheModuleSystem() {
        Set<ModuleReference> expected = ModuleFinder.ofSystem().findAll();

        assertThat(count(scan.modules())).isEqualTo(expected.size());
        assertThat(count(scan.requires()))
                .isEqualTo(expected.stream()
                        .mapToInt(module -> module.descriptor().requires().size())
                        .sum());
    }

    @Test
    void callsAreThoseOfABruteForceSearch() throws IOException {
        BruteForceCalls expected = BruteForceCalls.of(ROOT);
        AtomicInteger unresolved = new AtomicInteger();

        long calls = count(members()
                .doOnNext(rows -> unresolved.addAndGet(rows.unresolved().size()))
                .concatMapIterable(TypeRows::calls));

        assertThat(calls).isEqualTo(expected.resolved);
        assertThat(unresolved).hasValue(expected.unresolved);
    }

    private static Flux<TypeRows> members() {
        return scan.members(Schedulers.boundedElastic());
    }

    private static int count(Flux<?> rows) {
        return rows.count().block().intValue();
    }
}

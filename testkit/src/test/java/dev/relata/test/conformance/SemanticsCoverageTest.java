package dev.relata.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds the semantics page and the suite together: a promise without a test is found, and a test without a promise. */
class SemanticsCoverageTest {

    /** A row of a table of the page: {@code | S01 | now | … |}. */
    private static final Pattern ROW = Pattern.compile("^\\| (S\\d{2,3}) \\| (now|planned) \\|", Pattern.MULTILINE);

    private static Set<String> promised(String when) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "semantics.md"));
        return ROW.matcher(page)
                .results()
                .filter(row -> row.group(2).equals(when))
                .map((MatchResult row) -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> tested() {
        return Arrays.stream(RelataConformance.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .flatMap(method -> tags(method).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> tags(Method method) {
        return Arrays.stream(method.getAnnotationsByType(Tag.class))
                .map(Tag::value)
                .collect(Collectors.toSet());
    }

    @Test
    void everyPromiseThatHoldsNowHasATest() throws IOException {
        assertThat(tested()).containsExactlyElementsOf(promised("now"));
    }

    @Test
    void thePageKnowsAllPromises() throws IOException {
        assertThat(promised("now")).hasSize(167).contains("S01", "S84");
        assertThat(promised("planned")).isEmpty();
    }

    @Test
    void everyTestOfTheSuiteNamesItsPromise() {
        assertThat(RelataConformance.class.getMethods())
                .filteredOn(method -> method.isAnnotationPresent(Test.class))
                .filteredOn(method -> !method.getName().equals("leavesOutOnlyWhatTheStoreSaysItCannotDo"))
                .allSatisfy(
                        method -> assertThat(tags(method)).as(method.getName()).hasSize(1));
    }
}

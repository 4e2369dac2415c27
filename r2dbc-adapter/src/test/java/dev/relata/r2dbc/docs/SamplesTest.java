package dev.relata.r2dbc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.r2dbc.docs.Pages.Block;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages show is what the tests run. */
class SamplesTest {

    private static final Set<String> COMPILED = Set.of("java", "kotlin", "graphql");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "docs/getting-started.md",
                "docs/spring.md",
                "docs/from-spring-data-r2dbc.md",
                "docs/existing-database.md",
                "docs/questions.md"
            })
    void everySampleOfThePageIsARegionOfAnExecutedTest(String page) {
        List<Block> samples = Pages.blocks(page).stream()
                .filter(block -> COMPILED.contains(block.language()))
                .toList();

        assertThat(samples)
                .isNotEmpty()
                .allSatisfy(block -> assertThat(block.code())
                        .as("%s, sample %s; copy the region of the test into the page", page, block.samples())
                        .isEqualTo(Pages.samples(block.samples())));
    }
}

package dev.relata.examples.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void nothingMeansImportAndExport() {
        assertThat(Arguments.parse()).isEqualTo(new Arguments(null, false, null, ""));
    }

    @Test
    void optionsMayStandAnywhere() {
        Arguments expected = new Arguments("r2dbc:x", false, Question.CALLERS, "java.lang.String.length");

        assertThat(Arguments.parse("--url", "r2dbc:x", "callers", "java.lang.String.length"))
                .isEqualTo(expected);
        assertThat(Arguments.parse("callers", "java.lang.String.length", "--url", "r2dbc:x"))
                .isEqualTo(expected);
    }

    @Test
    void helpWinsOverEverythingElse() {
        assertThat(Arguments.parse("nonsense", "--help").help()).isTrue();
    }

    @Test
    void mistakesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse("colours", "X"))
                .withMessage("There is no question 'colours'.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse("callers"))
                .withMessage("'callers' asks about one TYPE.METHOD, but there are 0.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse("--url"))
                .withMessage("--url needs a URL after it.");
    }

    @Test
    void usageListsEveryQuestion() {
        assertThat(Arguments.USAGE)
                .contains("  callers      TYPE.METHOD  the methods that call METHOD")
                .contains("requires");
    }
}

package dev.relata.r2dbc.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class IdentifiersTest {

    @Test
    void aNameIsQuotedWhateverIsInIt() {
        assertThat(Identifiers.quote("a\"; DROP TABLE b; --")).isEqualTo("\"a\"\"; DROP TABLE b; --\"");
        assertThat(Identifiers.table("s.a\"b")).isEqualTo("\"s\".\"a\"\"b\"");
    }

    /** PostgreSQL cuts by bytes. */
    @Test
    void aNameThatWouldBeCutOffIsRefused() {
        assertThatCode(() -> Identifiers.check("x".repeat(63))).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Identifiers.check("x".repeat(64)))
                .withMessageContaining("has 64 bytes in UTF-8, of which PostgreSQL keeps 63");
        assertThatIllegalArgumentException().isThrownBy(() -> Identifiers.check("é".repeat(32)));
        assertThatIllegalArgumentException().isThrownBy(() -> Identifiers.check("a\0b"));
    }
}

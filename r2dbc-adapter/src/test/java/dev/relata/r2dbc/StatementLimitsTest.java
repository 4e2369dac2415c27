package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.RefusedException;
import dev.relata.r2dbc.internal.dialect.PostgresDialect;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.spi.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementLimitsTest {

    @ParameterizedTest
    @ValueSource(strings = {"plain", "grün", "漢字", "a😀é", ""})
    void bytesAreCountedAndNotCharacters(String text) {
        int bytes = 2 * text.getBytes(StandardCharsets.UTF_8).length;
        List<Object> binds =
                List.of(7, Parameters.in(PostgresqlObjectId.TEXT), Parameters.in(PostgresqlObjectId.TEXT, text), text);

        assertThatCode(() -> StatementLimits.checkSize("Book", binds, bytes)).doesNotThrowAnyException();
        assertThatThrownBy(() -> StatementLimits.checkSize("Book", binds, bytes - 1))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("Book: the values of the statement are " + bytes + " bytes long")
                .hasMessageContaining("split the request");
    }

    @Test
    void parametersAreCounted() {
        assertThatCode(() -> StatementLimits.checkNumber("Book", 65_535, PostgresDialect.INSTANCE))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> StatementLimits.checkNumber("Book", 65_536, PostgresDialect.INSTANCE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("65,536 parameters")
                .hasMessageContaining("65,535");
    }
}

package dev.relata.spring.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecordedStatementTest {

    @Test
    void ofACursorTheQueryIsExplained() {
        assertThat(RecordedStatement.explained("DECLARE c1 BINARY NO SCROLL CURSOR FOR SELECT a\nFROM b FOR UPDATE"))
                .isEqualTo("SELECT a\nFROM b FOR UPDATE");
        assertThat(RecordedStatement.explained("declare c cursor with hold for select 1"))
                .isEqualTo("select 1");
    }

    @Test
    void whatHasNoPlanIsRefused() {
        for (String text : new String[] {"COPY books FROM STDIN", "SAVEPOINT s", "DROP TABLE books", "SELECTED"}) {
            assertThatThrownBy(() -> RecordedStatement.explained(text)).isInstanceOf(ConsoleException.class);
        }
    }
}

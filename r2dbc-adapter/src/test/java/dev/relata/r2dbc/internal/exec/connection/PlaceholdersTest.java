package dev.relata.r2dbc.internal.exec.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {

    @Test
    void eachParameterIsAMarkOfItsOwnWithThePlaceOfItsValue() {
        assertThat(Placeholders.of("SELECT $2 FROM x WHERE a = $1 AND b = $2"))
                .isEqualTo(new Placeholders("SELECT ? FROM x WHERE a = ? AND b = ?", List.of(1, 0, 1)));
    }

    @Test
    void namesTextsAndCommentsStayAsTheyAre() {
        String text = "SELECT '$1', \"$2\", `$3`, 'it''s $4' /* $5 * */ FROM x -- $6\n";
        assertThat(Placeholders.of(text + "WHERE a = $1"))
                .isEqualTo(new Placeholders(text + "WHERE a = ?", List.of(0)));
    }

    @Test
    void aTextWithoutParametersStaysAsItIs() {
        assertThat(Placeholders.of("COMMIT")).isEqualTo(new Placeholders("COMMIT", List.of()));
    }
}

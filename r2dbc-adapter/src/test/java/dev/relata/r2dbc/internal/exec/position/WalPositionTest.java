package dev.relata.r2dbc.internal.exec.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalPositionTest {

    @ParameterizedTest
    @ValueSource(strings = {"0/0", "16/B374D848", "FFFFFFFF/FFFFFFFF", "1/1000028"})
    void isWrittenAsPostgresqlWritesIt(String text) {
        assertThat(WalPosition.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0/", "/0", "0/0/0", "123456789/0", "0/123456789", " 0/0", "0/G", "-1/0"})
    void noOtherTextIsAPosition(String text) {
        assertThatThrownBy(() -> WalPosition.parse(text))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("writePosition()");
    }

    @Test
    void positionsCompareWithoutASign() {
        assertThat(WalPosition.parse("80000000/0").reaches(WalPosition.parse("7FFFFFFF/0")))
                .isTrue();
        assertThat(WalPosition.parse("0/FF").reaches(WalPosition.parse("0/100")))
                .isFalse();
        assertThat(WalPosition.parse("0/100").reaches(WalPosition.parse("0/100")))
                .isTrue();
    }

    /** The next record would begin behind the header of a page; a standby stays at the end of the one before. */
    @Test
    void aPositionBehindTheHeaderOfAPageIsTheEndOfThePageBefore() {
        assertThat(WalPosition.ofInserted("0/3002018 8192")).isEqualTo(WalPosition.parse("0/3002000"));
        assertThat(WalPosition.ofInserted("0/3002020 8192")).isEqualTo(WalPosition.parse("0/3002020"));
        assertThat(WalPosition.ofInserted("0/3000028 8192 16777216")).isEqualTo(WalPosition.parse("0/3000000"));
        assertThat(WalPosition.ofInserted("0/3002028 8192 16777216")).isEqualTo(WalPosition.parse("0/3002028"));
        assertThat(WalPosition.ofInserted("0/3002018 8192 16777216")).isEqualTo(WalPosition.parse("0/3002000"));
        assertThat(WalPosition.ofInserted("0/3002018 16384")).isEqualTo(WalPosition.parse("0/3002018"));
        assertThat(WalPosition.ofInserted("FFFFFFFF/FFFFE018 8192")).isEqualTo(WalPosition.parse("FFFFFFFF/FFFFE000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0/3002018", "0/3002018 0", "unknown 8192", "0/1 -1", "0/1 many"})
    void anAnswerOfAnotherFormIsNoPosition(String answer) {
        assertThat(WalPosition.ofInserted(answer)).isNull();
    }
}

package dev.relata.r2dbc.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayTextTest {

    @Test
    void nullsAreReplacedWhereverTheyStand() {
        assertThat(ArrayText.withoutNulls("{NULL,1,NULL,NULL}", "x")).isEqualTo("{x,1,x,x}");
        assertThat(ArrayText.withoutNulls("[0:1][2:2]={{NULL},{\"a\\\\\"}}", "x"))
                .isEqualTo("[0:1][2:2]={{x},{\"a\\\\\"}}");
        assertThat(ArrayText.withoutNulls("{\"\\\",NULL,\",NULL}", "x")).isEqualTo("{\"\\\",NULL,\",x}");
        assertThat(ArrayText.hasNull("{a,NULL}")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"NULL\"}", "{NULLS,ANULL}", "{\"{NULL,\"}", "{\"a\\\"\",\",NULL}\"}", "NULL"})
    void otherElementsStay(String array) {
        assertThat(ArrayText.withoutNulls(array, "x")).isEqualTo(array);
        assertThat(ArrayText.hasNull(array)).isFalse();
    }
}

package dev.relata.spring.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.convert.ConversionException;

class RequestValuesTest {

    private final RequestValues values = new RequestValues();

    @ParameterizedTest
    @ValueSource(classes = {Short.class, Integer.class, Long.class, BigInteger.class})
    void aNumberWithAFractionIsNoWholeOne(Class<?> whole) {
        assertThatThrownBy(() -> values.given(4.99, whole)).isInstanceOf(ConversionException.class);
        assertThatThrownBy(() -> values.given(new BigDecimal("4.99"), whole)).isInstanceOf(ConversionException.class);
        assertThatThrownBy(() -> values.given("4.99", whole)).isInstanceOf(ConversionException.class);
        assertThat(values.given(4.0, whole)).hasToString("4");
    }

    @Test
    void anotherNumberKeepsItsFraction() {
        assertThat(values.given(4.99, BigDecimal.class)).isEqualByComparingTo("4.99");
    }
}

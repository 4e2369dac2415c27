package dev.relata.mongo.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.InvalidValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.bson.BsonDecimal128;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.Test;

/** Numbers that others have stored, read as the component's type. */
class NumberCodecTest {

    private static final BsonValue LARGE = new BsonInt64(5_000_000_000L);
    private static final BsonValue FRACTION = new BsonDouble(1.5);
    private static final BsonValue NO_NUMBER = new BsonDecimal128(Decimal128.NaN);

    private static Object read(Class<?> type, BsonValue value) {
        return Objects.requireNonNull(NumberCodec.of(type)).fromBson(value);
    }

    @Test
    void whatTheTypeHoldsIsReadWhateverItsOwnTypeIs() {
        assertThat(read(Integer.class, new BsonDouble(5))).isEqualTo(5);
        assertThat(read(Integer.class, new BsonInt64(5))).isEqualTo(5);
        assertThat(read(Long.class, new BsonDecimal128(Decimal128.parse("7E+2"))))
                .isEqualTo(700L);
        assertThat(read(Byte.class, new BsonInt32(-128))).isEqualTo((byte) -128);
        assertThat(read(Float.class, new BsonDouble(Double.POSITIVE_INFINITY))).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(read(Double.class, new BsonDouble(1.5))).isEqualTo(1.5);
        assertThat(read(BigDecimal.class, FRACTION)).isEqualTo(new BigDecimal("1.5"));
    }

    @Test
    void whatTheTypeDoesNotHoldIsRefusedAndNotCut() {
        for (Class<?> type : List.of(Byte.class, Short.class, Integer.class)) {
            refused(type, LARGE);
            refused(type, FRACTION);
        }
        refused(Byte.class, new BsonInt32(128));
        refused(Long.class, FRACTION);
        refused(Long.class, new BsonDouble(1e300));
        refused(Long.class, NO_NUMBER);
        refused(Float.class, new BsonDouble(1e300));
        refused(BigInteger.class, FRACTION);
        refused(BigDecimal.class, NO_NUMBER);
        refused(BigDecimal.class, new BsonDouble(Double.NaN));
    }

    private static void refused(Class<?> type, BsonValue value) {
        assertThatThrownBy(() -> read(type, value)).isInstanceOf(InvalidValueException.class);
    }
}

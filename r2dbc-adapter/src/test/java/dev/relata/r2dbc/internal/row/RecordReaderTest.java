package dev.relata.r2dbc.internal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.relata.r2dbc.internal.dialect.PgType;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RecordReaderTest {

    private static final int LONG = PostgresqlObjectId.INT8.getObjectId();
    private static final int TEXT = PostgresqlObjectId.TEXT.getObjectId();
    private static final int TIMESTAMPTZ = PostgresqlObjectId.TIMESTAMPTZ.getObjectId();

    @Test
    void fieldsComeInTheOrderOfTheColumnsWithNullsAmongThem() {
        byte[] record =
                record(field(LONG, bytes(7)), field(TEXT, null), field(TEXT, text("é")), field(TIMESTAMPTZ, bytes(0)));

        assertThat(reader(long.class, String.class, String.class, Instant.class).read(record))
                .containsExactly(7L, null, "é", Instant.parse("2000-01-01T00:00:00Z"));
    }

    @Test
    void anEmptyValueIsNotNull() {
        assertThat(reader(String.class, Long.class).read(record(field(TEXT, text("")), field(LONG, bytes(1)))))
                .containsExactly("", 1L);
    }

    @Test
    void anotherNumberOfFieldsIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> reader(Long.class, Long.class).read(record(field(LONG, bytes(1)))))
                .withMessage("the record has 1 fields, 2 were asked for");
    }

    private static RecordReader reader(Type... types) {
        return RecordReader.of(
                RowShape.of(Stream.of(types)
                        .map(type -> ColumnCodec.of(type, PgType.of(type, null), JsonMapper.shared()))
                        .toArray(ColumnCodec[]::new)),
                row -> {});
    }

    private static byte[] record(byte[]... fields) {
        int size = Arrays.stream(fields).mapToInt(field -> field.length).sum();
        ByteBuffer record = ByteBuffer.allocate(Integer.BYTES + size).putInt(fields.length);
        List.of(fields).forEach(record::put);
        return record.array();
    }

    private static byte[] field(int oid, byte @Nullable [] value) {
        int length = value == null ? 0 : value.length;
        ByteBuffer field = ByteBuffer.allocate(8 + length).putInt(oid).putInt(value == null ? -1 : length);
        return value == null ? field.array() : field.put(value).array();
    }

    private static byte[] bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

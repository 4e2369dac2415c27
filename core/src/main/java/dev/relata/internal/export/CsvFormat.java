package dev.relata.internal.export;

import dev.relata.internal.record.RecordShape;
import dev.relata.metamodel.EntityType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/** Rows as CSV, by Jackson. Immutable, thread-safe. */
public final class CsvFormat implements RowFormat {

    private static final ObjectWriter LINES = CsvMapper.builder()
            .enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING)
            .build()
            .writer(CsvSchema.emptySchema());

    private final boolean header;
    private final boolean guarded;
    private final ObjectWriter values;
    private final ObjectReader strings;

    /**
     * Makes a format.
     *
     * @param header whether a line of names stands first
     * @param guarded whether texts that a spreadsheet might take for a formula are marked as texts
     * @param json writes what is neither a text nor a number
     */
    public CsvFormat(boolean header, boolean guarded, JsonMapper json) {
        this.header = header;
        this.guarded = guarded;
        this.values = json.writer().without(SerializationFeature.INDENT_OUTPUT);
        this.strings = json.readerFor(String.class);
    }

    @Override
    public RowEncoder of(EntityType<?> type, PreparedRows prepared) {
        return new CsvRows(this, prepared.cells(type), names(type.javaType()));
    }

    @Override
    public RowEncoder ofRecords() {
        return new CsvRows(this, null, null);
    }

    boolean header() {
        return header;
    }

    boolean guarded() {
        return guarded;
    }

    ObjectWriter lines() {
        return LINES;
    }

    ObjectWriter values() {
        return values;
    }

    ObjectReader strings() {
        return strings;
    }

    static List<String> names(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /** Makes the values of the components of the rows of a type. */
    interface RecordCells {

        @Nullable
        Object[] of(@Nullable Object[] row);

        /** Without the record, where that is nothing but its values. */
        static <E> RecordCells of(EntityType<E> type) {
            RecordShape<E> shape = RecordShape.of(type.javaType());
            return row -> type.plainRecord() && type.complete(row)
                    ? type.components(row)
                    : shape.values(type.instantiate(row));
        }
    }
}

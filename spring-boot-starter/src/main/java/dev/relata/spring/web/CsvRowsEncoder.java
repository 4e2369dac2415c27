package dev.relata.spring.web;

import dev.relata.spring.web.JacksonRowWriter.Frame;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.codec.HttpMessageEncoder;
import org.springframework.util.MimeType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * Writes records as CSV by Jackson: a line of the components' names, in their order, then a line for each row; also where there are
 * no rows. A record with lists or records in it has no columns for them, and is refused by Jackson. Immutable, thread-safe.
 */
final class CsvRowsEncoder implements HttpMessageEncoder<Object> {

    private final CsvMapper mapper;

    CsvRowsEncoder(CsvMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public boolean canEncode(ResolvableType elementType, @Nullable MimeType mimeType) {
        return elementType.toClass().isRecord() && (mimeType == null || ExportFormat.CSV.writes(mimeType));
    }

    @Override
    public List<MimeType> getEncodableMimeTypes() {
        return List.of(ExportFormat.CSV.mediaType());
    }

    /** Flushed buffer by buffer, so that the next rows are asked for when the last ones are on their way. */
    @Override
    public List<MediaType> getStreamingMediaTypes() {
        return List.of(ExportFormat.CSV.mediaType());
    }

    @Override
    public Flux<DataBuffer> encode(
            Publisher<?> rows,
            DataBufferFactory buffers,
            ResolvableType elementType,
            @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        if (rows instanceof Mono) {
            return Flux.from(rows).map(row -> encodeValue(row, buffers, elementType, mimeType, hints));
        }
        CsvSchema schema = schema(elementType);
        Frame frame = new Frame("", "", "", header(schema));
        ObjectWriter writer = mapper.writer(schema);
        return new RowBuffers(Flux.from(rows), buffers, JacksonRowWriter.factory(writer, frame), Schedulers.parallel());
    }

    @Override
    public DataBuffer encodeValue(
            Object value,
            DataBufferFactory buffers,
            ResolvableType valueType,
            @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        return buffers.wrap(mapper.writer(schema(valueType)).writeValueAsBytes(value));
    }

    /** In the order of the components: Jackson's own is by name. */
    private CsvSchema schema(ResolvableType type) {
        return mapper.schemaFor(type.toClass()).withHeader();
    }

    private static String header(CsvSchema schema) {
        StringJoiner names = new StringJoiner(",", "", "\n");
        schema.getColumnNames().forEach(names::add);
        return names.toString();
    }
}

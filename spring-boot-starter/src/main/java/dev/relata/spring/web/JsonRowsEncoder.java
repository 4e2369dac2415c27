package dev.relata.spring.web;

import dev.relata.export.RelataModule;
import dev.relata.query.Graph;
import dev.relata.spring.web.JacksonRowWriter.Frame;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.codec.HttpMessageEncoder;
import org.springframework.http.codec.JacksonCodecSupport;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.MimeType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.FilterProvider;

/**
 * Writes a {@code Flux} of records or of graphs as a JSON array or as NDJSON, many rows to a buffer: byte for byte what Spring's
 * own encoder writes by the same mapper, one row to a buffer. A {@code Mono} is left to that one. Immutable, thread-safe.
 */
final class JsonRowsEncoder implements HttpMessageEncoder<Object> {

    private static final Frame LINES = new Frame("", "\n", "", "");
    private static final Frame ARRAY = new Frame("[", "", "]", "[]");

    private final JsonMapper mapper;
    private final JacksonJsonEncoder single;

    JsonRowsEncoder(JsonMapper mapper) {
        this.mapper = mapper.rebuild().addModule(new RelataModule()).build();
        this.single = new JacksonJsonEncoder(this.mapper);
    }

    @Override
    public boolean canEncode(ResolvableType elementType, @Nullable MimeType mimeType) {
        Class<?> type = elementType.toClass();
        return (type.isRecord() || type == Graph.class)
                && (mimeType == null || ExportFormat.JSON.writes(mimeType) || ExportFormat.NDJSON.writes(mimeType));
    }

    @Override
    public List<MimeType> getEncodableMimeTypes() {
        return List.of(ExportFormat.JSON.mediaType(), ExportFormat.NDJSON.mediaType());
    }

    /** Both are flushed buffer by buffer, so that the next rows are asked for when the last ones are on their way. */
    @Override
    public List<MediaType> getStreamingMediaTypes() {
        return List.of(ExportFormat.JSON.mediaType(), ExportFormat.NDJSON.mediaType());
    }

    @Override
    public Map<String, Object> getEncodeHints(
            ResolvableType actualType,
            ResolvableType elementType,
            @Nullable MediaType mediaType,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        return single.getEncodeHints(actualType, elementType, mediaType, request, response);
    }

    @Override
    public Flux<DataBuffer> encode(
            Publisher<?> rows,
            DataBufferFactory buffers,
            ResolvableType elementType,
            @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        if (rows instanceof Mono) {
            return single.encode(rows, buffers, elementType, mimeType, hints);
        }
        boolean lines = mimeType != null && ExportFormat.NDJSON.writes(mimeType);
        ObjectWriter writer = writer(hints == null ? Map.of() : hints);
        RowWriter.Factory writers = lines
                ? JacksonRowWriter.factory(
                        writer.without(SerializationFeature.INDENT_OUTPUT).withRootValueSeparator(""), LINES)
                : JacksonRowWriter.factory(writer.withRootValueSeparator(","), ARRAY);
        return new RowBuffers(Flux.from(rows), buffers, writers, Schedulers.parallel());
    }

    @Override
    public DataBuffer encodeValue(
            Object value,
            DataBufferFactory buffers,
            ResolvableType valueType,
            @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        return single.encodeValue(value, buffers, valueType, mimeType, hints);
    }

    private ObjectWriter writer(Map<String, Object> hints) {
        Class<?> view = (Class<?>) hints.get(JacksonCodecSupport.JSON_VIEW_HINT);
        FilterProvider filters = (FilterProvider) hints.get(JacksonCodecSupport.FILTER_PROVIDER_HINT);
        ObjectWriter writer = view == null ? mapper.writer() : mapper.writerWithView(view);
        return filters == null ? writer : writer.with(filters);
    }
}

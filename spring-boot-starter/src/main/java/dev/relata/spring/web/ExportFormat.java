package dev.relata.spring.web;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MimeType;

/** A format of many rows, which is always in UTF-8. */
enum ExportFormat {
    /** One array of all rows; first, because it is the format where a client has no preference. */
    JSON(MediaType.APPLICATION_JSON),
    /** A value a line. */
    NDJSON(MediaType.APPLICATION_NDJSON),
    /** A line of names, then a line for each row, as RFC 4180 says. */
    CSV(new MediaType("text", "csv"));

    private final MediaType mediaType;

    ExportFormat(MediaType mediaType) {
        this.mediaType = mediaType;
    }

    MediaType mediaType() {
        return mediaType;
    }

    boolean writes(MimeType type) {
        return mediaType.equalsTypeAndSubtype(type)
                && (type.getCharset() == null || StandardCharsets.UTF_8.equals(type.getCharset()));
    }

    static @Nullable ExportFormat of(MimeType type) {
        for (ExportFormat format : values()) {
            if (format.writes(type)) {
                return format;
            }
        }
        return null;
    }
}

package dev.relata.r2dbc.internal.codec;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import dev.relata.r2dbc.internal.dialect.KnownPgType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** {@code json} and {@code jsonb}: a {@code String} is the document itself, everything else goes through Jackson. */
final class JsonCodec implements ValueCodec {

    private static final String ESCAPED_NUL = "\\u0000";

    private final boolean raw;
    private final boolean versioned;
    private final boolean refusesNul;
    private final JavaType type;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    JsonCodec(Type javaType, KnownPgType base, KnownPgType received, JsonMapper mapper) {
        this.raw = javaType == String.class;
        this.versioned = received == KnownPgType.JSONB;
        this.refusesNul = base == KnownPgType.JSONB;
        this.type = mapper.getTypeFactory().constructType(javaType);
        this.reader = mapper.readerFor(type);
        this.writer = mapper.writerFor(type);
    }

    @Override
    public @Nullable Object decode(byte[] bytes, int offset, int length) {
        int start = versioned ? offset + 1 : offset;
        int size = offset + length - start;
        if (raw) {
            return new String(bytes, start, size, StandardCharsets.UTF_8);
        }
        try {
            return reader.readValue(bytes, start, size);
        } catch (JacksonException e) {
            throw InvalidValues.because(
                    "the JSON cannot be read as " + type.toCanonical() + ": " + ValueText.ofError(e), e);
        }
    }

    @Override
    public String encode(Object value) {
        String text = TextCodec.checked(raw ? (String) value : write(value));
        if (refusesNul && hasEscapedNul(text)) {
            throw new InvalidValueException("jsonb cannot hold the NUL character (\\u0000) in a string; "
                    + "remove it, or declare the column as json");
        }
        return text;
    }

    private String write(Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JacksonException e) {
            throw InvalidValues.because(
                    "a value of " + type.toCanonical() + " cannot be written as JSON: " + ValueText.ofError(e), e);
        }
    }

    private static boolean hasEscapedNul(String text) {
        for (int i = text.indexOf(ESCAPED_NUL); i >= 0; i = text.indexOf(ESCAPED_NUL, i + 1)) {
            int backslashes = 1;
            while (i - backslashes >= 0 && text.charAt(i - backslashes) == '\\') {
                backslashes++;
            }
            if (backslashes % 2 == 1) {
                return true;
            }
        }
        return false;
    }
}

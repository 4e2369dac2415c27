package dev.relata.spring.graphql;

import dev.relata.model.Filter;
import dev.relata.spring.internal.RequestValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes and reads the cursors of the edges of a connection: the order, and the values that the row has of it. A cursor is opaque but
 * not secret: it has no values but those of the row that it came with. Immutable, thread-safe.
 */
final class KeysetCursors {

    private final RequestValues requestValues;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    KeysetCursors(RequestValues requestValues) {
        JsonMapper json = JsonMapper.builder().build();
        this.requestValues = requestValues;
        this.reader = json.readerFor(String[].class);
        this.writer = json.writerFor(String[].class);
    }

    private static String text(List<? extends KeysetTerm<?>> terms) {
        return terms.stream().map(KeysetTerm::text).collect(Collectors.joining(", "));
    }

    /** Returns the cursor of a row. */
    <T> String of(T row, List<KeysetTerm<T>> terms) {
        List<@Nullable String> content = new ArrayList<>();
        content.add(text(terms));
        for (KeysetTerm<T> term : terms) {
            Object value = term.property().get(row);
            content.add(value == null ? null : requestValues.write(value, term.attribute()));
        }
        byte[] json = writer.writeValueAsBytes(content.toArray(new String[0]));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    /** Returns what passes the rows behind the one of a cursor. */
    <T> Filter<T> behind(String cursor, List<KeysetTerm<T>> terms, Arguments given) {
        List<@Nullable Object> values = values(cursor, terms, given);
        List<Filter<T>> alternatives = new ArrayList<>();
        List<Filter<T>> equalSoFar = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            Filter<T> behind = terms.get(i).behind(values.get(i));
            if (behind != null) {
                List<Filter<T>> parts = new ArrayList<>(equalSoFar);
                parts.add(behind);
                alternatives.add(new Filter.AllOf<>(parts));
            }
            equalSoFar.add(terms.get(i).same(values.get(i)));
        }
        if (alternatives.isEmpty()) {
            throw given.bad(Arguments.AFTER, "is no cursor of this connection; begin again without it");
        }
        return new Filter.AnyOf<>(alternatives);
    }

    private <T> List<@Nullable Object> values(String cursor, List<KeysetTerm<T>> terms, Arguments given) {
        try {
            @Nullable String[] content = reader.readValue(Base64.getUrlDecoder().decode(cursor));
            if (content != null
                    && content.length == terms.size() + 1
                    && text(terms).equals(content[0])) {
                return converted(Arrays.asList(content).subList(1, content.length), terms);
            }
        } catch (IllegalArgumentException | JacksonException | ConversionException e) {
            throw given.bad(Arguments.AFTER, "is no cursor of this connection; begin again without it");
        }
        throw given.bad(
                Arguments.AFTER,
                "is a cursor of another order; ask for the order that it came with, or begin without it");
    }

    private <T> List<@Nullable Object> converted(List<@Nullable String> texts, List<KeysetTerm<T>> terms) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            String text = texts.get(i);
            values.add(
                    text == null ? null : requestValues.read(text, terms.get(i).attribute()));
        }
        return values;
    }
}

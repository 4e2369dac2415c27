package dev.relata.test.internal.program;

import dev.relata.query.Page;
import dev.relata.query.Selection;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers as texts that are equal where the answers are. */
public final class ValueTexts {

    private ValueTexts() {}

    /** Writes a value: numbers by what they are worth, records by their components. */
    public static String text(@Nullable Object value) {
        if (value instanceof Record row) {
            return text(row);
        }
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros().toPlainString();
        }
        if (value instanceof Double number && number == 0) {
            return "0.0";
        }
        if (value instanceof Optional<?> optional) {
            return text(optional.orElse(null));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ValueTexts::text).toList().toString();
        }
        return String.valueOf(value);
    }

    private static String text(Record row) {
        List<String> parts = new ArrayList<>();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            parts.add(text(value(row, component.getAccessor())));
        }
        return row.getClass().getSimpleName() + parts;
    }

    private static @Nullable Object value(Record row, Method accessor) {
        try {
            return accessor.invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(row.getClass() + " is to be public", e);
        }
    }

    /** Writes values whose order does not count. */
    public static String bag(Collection<?> values) {
        return values.stream().map(ValueTexts::text).sorted().toList().toString();
    }

    /** Reads all rows, a page at a time. */
    public static <T> Flux<T> pages(Selection<T> selection, int size) {
        return selection
                .page(size)
                .expand(page -> Mono.justOrEmpty(page.next()).flatMap(cursor -> selection.page(size, cursor)))
                .concatMapIterable(Page::items);
    }
}

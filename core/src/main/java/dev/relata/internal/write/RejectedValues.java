package dev.relata.internal.write;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.StoreErrors;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.ColumnSizes;
import dev.relata.spi.Insert;
import dev.relata.spi.Refused;
import dev.relata.spi.Store;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Names the property, and the row among those given, of a value that the store refused. Immutable, thread-safe. */
public final class RejectedValues {

    private static final int LONGEST_TEXT = 64;
    private static final String JOINT = ", ";

    private final Store.Open store;

    /**
     * Names what a store refuses.
     *
     * @param store the store, which knows its own errors
     */
    public RejectedValues(Store.Open store) {
        this.store = store;
    }

    /** Rows as a request gives them: a value of each column in each, and the columns whose values the store works out. */
    private record SentRows(
            EntityType<?> type, List<Attribute> columns, List<@Nullable Object[]> rows, List<Attribute> computed) {

        SentRows(EntityType<?> type, List<Attribute> columns, List<@Nullable Object[]> rows) {
            this(type, columns, rows, List.of());
        }

        static SentRows of(Update update) {
            List<Update.Change> given =
                    update.changes().stream().filter(Update.Change::given).toList();
            return new SentRows(
                    update.query().type(),
                    given.stream().map(Update.Change::attribute).toList(),
                    List.<@Nullable Object[]>of(
                            given.stream().map(Update.Change::value).toArray()),
                    update.changes().stream()
                            .filter(change -> !change.given())
                            .map(Update.Change::attribute)
                            .toList());
        }

        static SentRows of(UpdateRows update) {
            List<Attribute> columns = new ArrayList<>(update.key());
            columns.addAll(update.columns());
            return new SentRows(update.type(), columns, update.rows());
        }
    }

    /**
     * Names what new rows are refused for.
     *
     * @param insert the request
     * @param answer its answer
     * @param <R> what is answered
     * @return the same answer
     */
    public <R> Flux<R> of(Insert insert, Flux<R> answer) {
        return answer.onErrorMap(
                StoreException.class, e -> named(e, new SentRows(insert.type(), insert.columns(), insert.rows())));
    }

    /**
     * Names what changed rows are refused for.
     *
     * @param update the request
     * @param answer its answer
     * @param <R> what is answered
     * @return the same answer
     */
    public <R> Flux<R> of(Update update, Flux<R> answer) {
        return answer.onErrorMap(StoreException.class, e -> named(e, SentRows.of(update)));
    }

    /**
     * Names what changed rows are refused for.
     *
     * @param update the request
     * @param answer its answer
     * @return the same answer
     */
    public Mono<Long> of(Update update, Mono<Long> answer) {
        return answer.onErrorMap(StoreException.class, e -> named(e, SentRows.of(update)));
    }

    /**
     * Names what changed rows are refused for.
     *
     * @param update the request
     * @param answer its answer
     * @param <R> what is answered
     * @return the same answer
     */
    public <R> Flux<R> of(UpdateRows update, Flux<R> answer) {
        return answer.onErrorMap(StoreException.class, e -> named(e, SentRows.of(update)));
    }

    /**
     * Names what changed rows are refused for.
     *
     * @param update the request
     * @param answer its answer
     * @return the same answer
     */
    public Mono<Long> of(UpdateRows update, Mono<Long> answer) {
        return answer.onErrorMap(StoreException.class, e -> named(e, SentRows.of(update)));
    }

    /**
     * Names what changed rows of several types are refused for.
     *
     * @param updates the request
     * @param answer its answer
     * @return the same answer
     */
    public Mono<Void> of(Updates updates, Mono<Void> answer) {
        return answer.onErrorMap(StoreException.class, e -> {
            List<SentRows> all = new ArrayList<>();
            for (Updates.UpdatePart part : updates.parts()) {
                all.add(SentRows.of(part.update()));
                part.own().forEach(own -> all.add(SentRows.of(own)));
            }
            return named(e, all.toArray(SentRows[]::new));
        });
    }

    private StoreException named(StoreException error, SentRows... all) {
        for (SentRows written : all) {
            String words = words(error, written);
            if (words != null) {
                return StoreErrors.saying(error, words);
            }
        }
        return error;
    }

    private @Nullable String words(StoreException error, SentRows written) {
        Refused refused = store.refused(error, written.type());
        List<Integer> rows =
                refused.row() > 0 && refused.row() <= written.rows().size()
                        ? List.of(refused.row() - 1)
                        : IntStream.range(0, written.rows().size()).boxed().toList();
        Integer row = rows.size() == 1 && refused.row() > 0 ? rows.get(0) : row(refused, written, rows);
        List<Attribute> attributes = refused.attributes().isEmpty()
                ? tested(refused, written, row == null ? rows : List.of(row))
                : refused.attributes();
        if (attributes.isEmpty() && error.reason() == Reason.TOO_LARGE) {
            attributes = written.computed();
        }
        if (attributes.isEmpty() && row == null) {
            return null;
        }
        String place = row == null ? "" : place(written, row);
        String named = attributes.stream().map(Attribute::qualifiedName).collect(Collectors.joining(joint(refused)));
        boolean said = place.isEmpty() && attributes.stream().allMatch(one -> says(error, one));
        return said ? null : "refused was " + (named.isEmpty() ? "a value" : named) + place;
    }

    private static boolean says(StoreException error, Attribute attribute) {
        return String.valueOf(error.getMessage()).contains(attribute.qualifiedName());
    }

    private static String joint(Refused refused) {
        return refused.attributes().isEmpty() ? " or " : ", ";
    }

    /** The first row that may be the refused one, or null. Texts of a row may be those of several, then none is told. */
    private static @Nullable Integer row(Refused refused, SentRows written, List<Integer> rows) {
        List<Integer> found =
                rows.stream().filter(row -> isRefused(refused, written, row)).toList();
        boolean certain = refused.rowText() == null ? !found.isEmpty() : found.size() == 1;
        return certain ? found.get(0) : null;
    }

    private static boolean isRefused(Refused refused, SentRows written, int row) {
        @Nullable Object[] values = written.rows().get(row);
        if (refused.rowText() != null) {
            return isShown(refused.rowText(), values);
        }
        List<Attribute> named = refused.attributes();
        if (named.isEmpty()) {
            return IntStream.range(0, values.length)
                    .anyMatch(i -> refused.test().test(written.columns().get(i), values[i]));
        }
        return written.columns().containsAll(named)
                && named.stream()
                        .allMatch(attribute -> refused.test()
                                .test(attribute, values[written.columns().indexOf(attribute)]));
    }

    /** Whether each value has a place of its own in the text of a row. */
    private static boolean isShown(String rowText, @Nullable Object[] values) {
        List<String> shown = new ArrayList<>(Arrays.asList(rowText.split(JOINT, -1)));
        for (Object value : values) {
            if (isComparable(value) && !take(shown, value)) {
                return false;
            }
        }
        return true;
    }

    /** Long texts are cut off, those with the joint fall apart, and not all values are written as Java would. */
    private static boolean isComparable(@Nullable Object value) {
        String text = value == null ? null : ColumnSizes.text(value);
        return value == null
                || value instanceof Number
                || text != null && text.length() <= LONGEST_TEXT && !text.contains(JOINT);
    }

    /** Removes the first text that shows a value, if there is one. */
    private static boolean take(List<String> shown, @Nullable Object value) {
        for (int i = 0; i < shown.size(); i++) {
            if (shows(shown.get(i), value)) {
                shown.remove(i);
                return true;
            }
        }
        return false;
    }

    private static boolean shows(String shown, @Nullable Object value) {
        if (value == null) {
            return shown.equals("null");
        }
        String text = ColumnSizes.text(value);
        return text == null ? showsNumber(shown, value) : text.stripTrailing().equals(shown.stripTrailing());
    }

    private static boolean showsNumber(String shown, Object value) {
        try {
            return new BigDecimal(shown).compareTo(new BigDecimal(value.toString())) == 0;
        } catch (NumberFormatException e) {
            return shown.equals(value.toString());
        }
    }

    private static List<Attribute> tested(Refused refused, SentRows written, List<Integer> rows) {
        Set<Attribute> attributes = new LinkedHashSet<>();
        for (int row : rows) {
            @Nullable Object[] values = written.rows().get(row);
            for (int i = 0; i < values.length; i++) {
                if (refused.test().test(written.columns().get(i), values[i])) {
                    attributes.add(written.columns().get(i));
                }
            }
        }
        return List.copyOf(attributes);
    }

    private static String place(SentRows written, int row) {
        String position = written.rows().size() == 1
                ? ""
                : " of row " + (row + 1) + " of the " + written.rows().size() + " sent together";
        List<Attribute> id = written.type().id();
        if (!written.columns().containsAll(id)) {
            return position;
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (Attribute attribute : id) {
            values.add(written.rows().get(row)[written.columns().indexOf(attribute)]);
        }
        if (values.contains(null)) {
            return position;
        }
        return (position.isEmpty() ? " of the row" : position) + " with " + Ids.describe(id, values);
    }
}

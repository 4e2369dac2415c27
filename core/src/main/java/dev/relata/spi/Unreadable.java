package dev.relata.spi;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import dev.relata.metamodel.Attribute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Stands for the values of a row that has a value which cannot be read in Java.
 *
 * <p>A read for owners {@link KeyBatch#apart} goes on behind such a row: it answers the owner's position and this, so that the
 * other owners get their rows. Every other read fails with the error.
 *
 * @param error says which value of which row
 */
public record Unreadable(RuntimeException error) {

    /**
     * Answers what a store does about a row that it cannot read.
     *
     * @param select the request
     * @param owner the owner's position, or what the store finds it by; ignored where the request fails
     * @param values the row's values, in the order of the request's columns, null for those that cannot be read
     * @param error what is wrong with one of them
     * @return the row to answer
     * @throws InvalidValueException where the request fails
     */
    public static @Nullable Object[] row(
            Select select, @Nullable Object owner, List<? extends @Nullable Object> values, RuntimeException error) {
        InvalidValueException named = new InvalidValueException(message(select, values, error));
        named.initCause(error);
        KeyBatch owners = select.batch();
        if (owners == null || !owners.apart()) {
            throw named;
        }
        return new @Nullable Object[] {owner, new Unreadable(named)};
    }

    /**
     * Finds the error of a row of an answer for owners apart.
     *
     * @param row the row, its owner's position first
     * @return the error, or null where the row was read
     */
    public static @Nullable RuntimeException of(@Nullable Object[] row) {
        return row.length == 2 && row[1] instanceof Unreadable unreadable ? unreadable.error() : null;
    }

    /**
     * Answers the rows before one that cannot be read, and then a row that stands for it in place of the error.
     *
     * @param rows the rows of a request that fails with the error of such a row
     * @return the rows; the last may have this as its only value
     */
    public static Flux<@Nullable Object[]> atTheEnd(Flux<@Nullable Object[]> rows) {
        return rows.onErrorResume(
                InvalidValueException.class,
                error -> Flux.<@Nullable Object[]>just(new @Nullable Object[] {new Unreadable(error)}));
    }

    /**
     * Makes the error of a row that was written, and that cannot be read or that its record refuses.
     *
     * @param error what is wrong with it
     * @param pending whether a transaction is open that decides what becomes of the write
     * @return the error to signal, which says that the row was written
     */
    public static InvalidValueException written(InvalidValueException error, boolean pending) {
        InvalidValueException written = new InvalidValueException(ValueText.ofError(error)
                + "; what was written is stored" + (pending ? " if its transaction commits" : ""));
        written.initCause(error.originalCause() == null ? error : error.originalCause());
        return written;
    }

    private static String message(Select select, List<? extends @Nullable Object> values, RuntimeException error) {
        String what = error instanceof InvalidValueException
                ? ValueText.ofError(error)
                : select.label() + ": a row cannot be read: " + ValueText.ofError(error);
        String row = id(select, values);
        return row.isEmpty() ? what : what + " (" + row + ")";
    }

    /** The row's id in words, as far as it is among the values. */
    private static String id(Select select, List<? extends @Nullable Object> values) {
        List<String> parts = new ArrayList<>();
        for (Attribute attribute : select.query().type().naming()) {
            int place = select.columns().indexOf(Path.of(attribute));
            if (place >= 0 && values.get(place) != null) {
                parts.add(attribute.name() + "=" + ValueText.ofKey(values.get(place)));
            }
        }
        return parts.isEmpty() ? "" : select.query().type().name() + " " + String.join(", ", parts);
    }
}

package dev.relata.internal.write;

import dev.relata.error.RefusedException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the rows passed to an operation. Each {@code Iterable} is iterated once, as it may be good for one pass only. */
public final class InputRows {

    private InputRows() {}

    /**
     * Reads rows.
     *
     * @param rows the rows
     * @param <E> the record
     * @return the rows, none of them null
     */
    public static <E> List<E> rows(Iterable<? extends E> rows) {
        List<E> read = new ArrayList<>();
        for (E row : all(rows)) {
            read.add(required(row, read.size()));
        }
        return read;
    }

    /**
     * Rows that are read one by one, as they are asked for.
     *
     * @param rows the rows
     * @param <E> the record
     * @return the same rows, whose iterator refuses one that is null
     */
    public static <E> Iterable<E> oneByOne(Iterable<? extends E> rows) {
        return () -> new Iterator<>() {
            private final Iterator<? extends E> all = all(rows).iterator();
            private int read;

            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public E next() {
                return required(all.next(), read++);
            }
        };
    }

    /**
     * Reads the one row of an operation.
     *
     * @param row the row
     * @param operation what it is for, for the message
     * @param <E> the record
     * @return the row alone
     */
    public static <E> List<E> one(E row, String operation) {
        return List.of(RefusedException.unlessNull(row, operation, "the row"));
    }

    /**
     * Reads ids.
     *
     * @param ids the ids
     * @param operation what they are for, for the message
     * @return a copy
     */
    public static Object[] ids(Object[] ids, String operation) {
        return RefusedException.unlessNull(ids, operation, "the array of ids").clone();
    }

    /**
     * Refuses a map that is null.
     *
     * @param given the map
     * @param operation what it is for, for the message
     * @param <M> the map
     * @return the map
     */
    public static <M extends Map<?, ?>> M map(M given, String operation) {
        return RefusedException.unlessNull(given, operation, "the map");
    }

    private static <R extends Iterable<?>> R all(R rows) {
        if (rows == null) {
            throw new RefusedException("the rows given are null: give an empty list where there are none");
        }
        return rows;
    }

    private static <E> E required(@Nullable E row, int index) {
        if (row == null) {
            throw new RefusedException("row " + index + " of those given is null: leave it out");
        }
        return row;
    }

    /**
     * Reads rows of one type.
     *
     * @param rows the rows
     * @param <E> the record
     * @return the rows, all of the class of the first
     */
    public static <E> List<E> ofOneType(Iterable<? extends E> rows) {
        List<E> read = rows(rows);
        for (E row : read) {
            Class<?> first = read.get(0).getClass();
            if (row.getClass() != first) {
                throw new RefusedException("row " + read.indexOf(row) + " of those given is of type "
                        + row.getClass().getSimpleName() + ", the first of type " + first.getSimpleName()
                        + ": give rows of one type at a time");
            }
        }
        return read;
    }
}

package dev.relata.engine;

import dev.relata.error.RefusedException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as users give them. An {@code Iterable} may be good for one pass only, so it is read once. */
public final class Given {

    private Given() {}

    /**
     * Reads rows.
     *
     * @param rows the rows
     * @param <E> the record
     * @return the rows, none of them null
     */
    public static <E> List<E> rows(Iterable<? extends E> rows) {
        List<E> read = new ArrayList<>();
        for (E row : rows) {
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
            private final Iterator<? extends E> all = rows.iterator();
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

package dev.relata.internal.plan;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;

/** An unmodifiable list seen through a function, so that a graph holds each of its lists once. */
final class MappedList<E, R> extends AbstractList<R> implements RandomAccess {

    private final List<E> elements;
    private final Function<? super E, ? extends R> function;

    private MappedList(List<E> elements, Function<? super E, ? extends R> function) {
        this.elements = elements;
        this.function = function;
    }

    static <E, R> List<R> of(List<E> elements, Function<? super E, ? extends R> function) {
        return elements.isEmpty() ? List.of() : new MappedList<>(elements, function);
    }

    @Override
    public R get(int index) {
        return function.apply(elements.get(index));
    }

    // Graphs are walked by nothing but this; that of AbstractList looks for changes and bounds at every step.
    @Override
    public Iterator<R> iterator() {
        Iterator<E> all = elements.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public R next() {
                return function.apply(all.next());
            }
        };
    }

    @Override
    public int size() {
        return elements.size();
    }
}

package dev.relata.test;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Sort.asc;

import dev.relata.model.Assignment;
import dev.relata.model.Condition;
import dev.relata.model.Filter;
import dev.relata.model.HasOne;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.OneToMany;
import dev.relata.model.Operator;
import dev.relata.model.Property;
import dev.relata.model.Relationship;
import dev.relata.model.Sort;
import dev.relata.model.ToMany;
import dev.relata.model.ToOne;
import dev.relata.query.Bulk;
import dev.relata.query.Explain;
import dev.relata.query.Fetch;
import dev.relata.query.FetchStrategy;
import dev.relata.query.Iteration;
import dev.relata.query.OnConflict;
import dev.relata.query.Recursion;
import dev.relata.spi.TransactionOptions;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Student;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An argument of each kind that public methods take, for tests that call all of them. */
final class Arguments {

    private Arguments() {}

    static Map<Class<?>, Object> of(Object row) {
        Property<Book, Integer> pages = Book::pages;
        Map<Class<?>, Object> arguments = new HashMap<>();
        arguments.put(Object.class, row);
        arguments.put(Iterable.class, List.of(row));
        arguments.put(Collection.class, List.of(row));
        arguments.put(Publisher.class, Flux.just(row));
        arguments.put(Mono.class, Mono.just(row));
        arguments.put(Flux.class, Flux.just(row));
        arguments.put(Map.class, Map.of());
        arguments.put(Property.class, pages);
        arguments.put(Condition.class, gt(1));
        arguments.put(Filter.class, is(pages, gt(1)));
        arguments.put(Sort.class, asc(Book::title));
        arguments.put(Assignment.class, set(pages, 3));
        arguments.put(Class.class, Book.class);
        arguments.put(Fetch.class, Fetch.of(Book.AUTHOR));
        arguments.put(ToOne.class, Book.AUTHOR);
        arguments.put(HasOne.class, Author.PROFILE);
        arguments.put(OneToMany.class, Author.BOOKS);
        arguments.put(ToMany.class, Author.BOOKS);
        arguments.put(Relationship.class, Book.AUTHOR);
        arguments.put(ManyToMany.class, Book.LABELS);
        arguments.put(ManyToManyThrough.class, Student.COURSES);
        arguments.put(Comparable.class, 1);
        arguments.put(String.class, "x");
        arguments.put(Explain.class, Explain.statements());
        arguments.put(Iteration.class, Iteration.adaptive());
        arguments.put(Recursion.class, Recursion.toEnd());
        arguments.put(Bulk.class, Bulk.defaults());
        arguments.put(OnConflict.class, OnConflict.error());
        arguments.put(TransactionOptions.class, TransactionOptions.defaults());
        arguments.put(UnaryOperator.class, UnaryOperator.identity());
        arguments.put(Supplier.class, (Supplier<Object>) () -> Book.AUTHOR);
        arguments.put(BiFunction.class, (BiFunction<Object, Object, Object>) (one, other) -> one);
        arguments.put(Consumer.class, (Consumer<Object>) given -> {});
        arguments.put(Operator.class, Operator.EQ);
        arguments.put(FetchStrategy.class, FetchStrategy.AUTO);
        arguments.put(int.class, 1);
        arguments.put(long.class, 1L);
        arguments.put(boolean.class, true);
        return arguments;
    }

    static @Nullable Object get(Class<?> type, Map<Class<?>, Object> arguments) {
        Object known = arguments.get(type);
        return known == null && type.isArray() ? Array.newInstance(type.getComponentType(), 0) : known;
    }

    static boolean takesNull(Method method, int parameter) {
        return Stream.concat(
                        Stream.of(method.getParameters()[parameter].getAnnotations()),
                        Stream.of(method.getAnnotatedParameterTypes()[parameter].getAnnotations()))
                .anyMatch(annotation -> annotation.annotationType() == Nullable.class);
    }
}

package dev.relata.test;

import static dev.relata.model.Assignment.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Batching;
import dev.relata.BulkWrites;
import dev.relata.Integrity;
import dev.relata.Relata;
import dev.relata.error.RelataException;
import dev.relata.manager.HasOneManager;
import dev.relata.manager.ManyToManyManager;
import dev.relata.manager.OneToManyManager;
import dev.relata.manager.ThroughManager;
import dev.relata.manager.ToOneManager;
import dev.relata.model.Assignment;
import dev.relata.model.Condition;
import dev.relata.model.Conditions;
import dev.relata.model.Filter;
import dev.relata.model.Property;
import dev.relata.model.Sort;
import dev.relata.query.Bulk;
import dev.relata.query.Fetch;
import dev.relata.query.Grouping;
import dev.relata.query.LinkSelection;
import dev.relata.query.OnConflict;
import dev.relata.query.PropertyClause;
import dev.relata.query.Selection;
import dev.relata.query.ViewSelection;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.ConformanceModel;
import dev.relata.test.conformance.model.Course;
import dev.relata.test.conformance.model.Enrollment;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Profile;
import dev.relata.test.conformance.model.Student;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Every public method that users call, with a null for each of its arguments in turn. */
class NullArgumentTest {

    /** Where a null says something: no data of a link. */
    private static final Set<String> MEANING_SOMETHING = Set.of(
            "ThroughManager.add(Object, Assignment) 1",
            "ThroughManager.put(Object, Assignment) 1",
            "ThroughManager.addMany(Map) 0 within",
            "ThroughManager.addMany(Map, Bulk) 0 within",
            "ThroughManager.putMany(Map) 0 within",
            "ThroughManager.putMany(Map, Bulk) 0 within",
            "ThroughManager.set(Map) 0 within");

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Relata relata = Relata.builder()
            .store(InMemoryStore.create())
            .model(ConformanceModel.typesWithArrays())
            .build();

    private final Author author = new Author(1L, "ann", "a@example.com");
    private final Book book = new Book(1L, 1L, null, "t", 3, null, Instant.EPOCH);
    private final Label label = new Label(1L, "l");
    private final Student student = new Student(1L, "s");
    private final Course course = new Course(1L, "c");
    private final Property<Book, Integer> pages = Book::pages;
    private final Property<Book, String> title = Book::title;

    private final Set<String> accepted = new TreeSet<>();
    private final Set<String> answers = new TreeSet<>();
    private final Set<String> wordless = new TreeSet<>();
    private final AtomicInteger calls = new AtomicInteger();

    record View(String title) {}

    @Test
    void noNullIsMetWithABareNullPointerException() {
        List<Object> stored = Flux.<Object>concat(
                        relata.insert(author),
                        relata.insert(book),
                        relata.insert(label),
                        relata.insert(student),
                        relata.insert(course))
                .collectList()
                .block(LONGEST);
        assertThat(stored).hasSize(5);
        ofFilters();
        ofTheFrontDoor();
        ofManagers();

        assertThat(calls).hasValueGreaterThan(400);
        assertThat(wordless).isEmpty();
        assertThat(accepted)
                .filteredOn(call -> !call.contains("page(int, String)") && !call.contains("pageGraphs(int, String)"))
                .containsExactlyInAnyOrderElementsOf(MEANING_SOMETHING);
    }

    private void ofFilters() {
        Map<Class<?>, Object> arguments = Arguments.of(book);
        for (Class<?> type :
                List.of(Conditions.class, Sort.class, Assignment.class, Bulk.class, OnConflict.class, Fetch.class)) {
            probe(null, type, arguments);
        }
        probe(Fetch.of(Book.AUTHOR), Fetch.class, arguments);
    }

    private void ofTheFrontDoor() {
        for (Map<Class<?>, Object> arguments : List.of(Arguments.of(book), Arguments.of(author))) {
            probe(relata, Relata.class, arguments);
            probe(relata.bulk(), BulkWrites.class, arguments);
            probe(relata.integrity(), Integrity.class, arguments);
            probe(relata.batching(), Batching.class, arguments);
        }
        Selection<Book> books = relata.from(Book.class);
        probe(books, Selection.class, Arguments.of(book));
        probe(books.group(title), Grouping.class, Arguments.of(book));
        probe(books.into(View.class), ViewSelection.class, Arguments.of(book));
        probe(books.where(pages), PropertyClause.class, Arguments.of(1));
    }

    private void ofManagers() {
        probe(relata.on(book, Book.AUTHOR), ToOneManager.class, Arguments.of(author));
        probe(relata.on(author, Author.PROFILE), HasOneManager.class, Arguments.of(new Profile(null, 1L, "b")));
        probe(relata.on(author, Author.BOOKS), OneToManyManager.class, Arguments.of(book));
        probe(relata.on(book, Book.LABELS), ManyToManyManager.class, Arguments.of(label));
        Map<Class<?>, Object> arguments = Arguments.of(course);
        Property<Enrollment, String> grade = Enrollment::grade;
        arguments.put(Assignment.class, set(grade, "A"));
        arguments.put(Map.class, Map.of(course, set(grade, "A")));
        probe(relata.on(student, Student.COURSES), ThroughManager.class, arguments);
        arguments.put(Property.class, grade);
        probe(relata.on(student, Student.COURSES).links(), LinkSelection.class, arguments);
    }

    private void probe(@Nullable Object target, Class<?> type, Map<Class<?>, Object> arguments) {
        for (Method method : type.getMethods()) {
            boolean wanted = target == null == Modifier.isStatic(method.getModifiers())
                    && method.getDeclaringClass() != Object.class
                    && !method.getName().equals("equals");
            Class<?>[] parameters = method.getParameterTypes();
            for (int i = 0; wanted && i < parameters.length; i++) {
                if (!parameters[i].isPrimitive() && !Arguments.takesNull(method, i)) {
                    call(target, method, arguments, i, null);
                }
                for (Object nulls : within(parameters[i], arguments)) {
                    call(target, method, arguments, i, nulls);
                }
            }
        }
    }

    /** Nulls inside what is given. */
    private static List<Object> within(Class<?> parameter, Map<Class<?>, Object> arguments) {
        if (parameter.isArray()) {
            return List.of(Array.newInstance(parameter.getComponentType(), 1));
        }
        if (parameter == Iterable.class || parameter == Collection.class) {
            return List.of(Collections.singletonList(null));
        }
        return parameter == Map.class
                ? List.of(
                        Collections.singletonMap(null, null),
                        Collections.singletonMap(arguments.get(Object.class), null))
                : List.of();
    }

    private void call(
            @Nullable Object target,
            Method method,
            Map<Class<?>, Object> arguments,
            int nulled,
            @Nullable Object nulls) {
        Class<?>[] parameters = method.getParameterTypes();
        @Nullable Object[] given = new @Nullable Object[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            given[i] = i == nulled ? nulls : Arguments.get(parameters[i], arguments);
        }
        String call = method.getDeclaringClass().getSimpleName() + "." + method.getName()
                + Stream.of(parameters).map(Class::getSimpleName).collect(Collectors.joining(", ", "(", ") ")) + nulled
                + (nulls == null ? "" : " within");
        calls.incrementAndGet();
        try {
            method.setAccessible(true);
            use(method.invoke(target, given));
            accepted.add(call);
        } catch (InvocationTargetException e) {
            note(call, e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            note(call, e);
        }
    }

    private void note(String call, @Nullable Throwable error) {
        if (!(error instanceof RelataException)
                || String.valueOf(error.getMessage()).isBlank()) {
            wordless.add(call + ": " + error);
        }
    }

    /** Does what makes a refusal on subscribe come up. */
    @SuppressWarnings("unchecked") // what is given fits books, or is refused
    private void use(@Nullable Object answer) throws ReflectiveOperationException {
        Selection<Book> books = relata.from(Book.class);
        if (answer instanceof Publisher<?> publisher) {
            answers.add(String.valueOf(Flux.from(publisher).collectList().block(LONGEST)));
        } else if (answer instanceof Filter<?> filter) {
            use(books.where((Filter<Book>) filter).all());
        } else if (answer instanceof Condition<?> condition) {
            use(books.where(Book::title, (Condition<String>) condition).all());
        } else if (answer instanceof Sort<?> sort) {
            use(books.orderBy((Sort<Book>) sort).all());
        } else if (answer instanceof Fetch<?, ?> fetch) {
            use(books.fetch((Fetch<Book, Author>) fetch).graphs());
        } else if (answer instanceof Assignment.To<?, ?> to) {
            use(to.to(null));
        } else if (answer instanceof Assignment<?> assignment) {
            use(books.update((Assignment<Book>) assignment));
        } else if (answer instanceof PropertyClause<?, ?> clause) {
            use(clause.isNull());
        } else if (answer instanceof Grouping<?, ?> grouping) {
            use(grouping.count());
        } else if (answer instanceof Function<?, ?> join) {
            use(((Function<Object, Object>) join).apply(Flux.just(book)));
        } else if (answer != null && !(answer instanceof Bulk<?>) && !(answer instanceof OnConflict<?>)) {
            Method read = Stream.of("all", "get")
                    .flatMap(name -> Stream.of(answer.getClass().getMethods())
                            .filter(method -> method.getName().equals(name) && method.getParameterCount() == 0))
                    .findFirst()
                    .orElseThrow();
            read.setAccessible(true);
            use(read.invoke(answer));
        }
    }
}

package dev.relata.test;

import static dev.relata.model.Assignment.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.Batching;
import dev.relata.BulkWrites;
import dev.relata.Integrity;
import dev.relata.Relata;
import dev.relata.error.InvalidValueException;
import dev.relata.error.NotUniqueException;
import dev.relata.error.Reason;
import dev.relata.error.RefusedException;
import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.manager.HasOneManager;
import dev.relata.manager.ManyToManyManager;
import dev.relata.manager.OneToManyManager;
import dev.relata.manager.ThroughManager;
import dev.relata.manager.ToOneManager;
import dev.relata.model.Property;
import dev.relata.query.Grouping;
import dev.relata.query.LinkSelection;
import dev.relata.query.Orphans;
import dev.relata.query.Selection;
import dev.relata.query.ViewSelection;
import dev.relata.schema.Schema;
import dev.relata.spi.Capability;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.ConformanceModel;
import dev.relata.test.conformance.model.Course;
import dev.relata.test.conformance.model.Enrollment;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Profile;
import dev.relata.test.conformance.model.Student;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A translator of errors: every public operation signals what it makes of them, and the library still knows them. */
class TranslatedErrorsTest {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** What a framework makes of an error. */
    static final class Translated extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Translated(Throwable cause) {
            super(cause);
        }
    }

    record View(String title) {}

    private final AtomicInteger translations = new AtomicInteger();
    private final Author author = new Author(1L, "ann", "a@example.com");
    private final Book book = new Book(1L, 1L, null, "t", 3, null, Instant.EPOCH);
    private final Label label = new Label(1L, "l");
    private final Student student = new Student(1L, "s");
    private final Course course = new Course(1L, "c");

    private Relata relata(Store store) {
        return Relata.builder()
                .store(store)
                .model(ConformanceModel.typesWithArrays())
                .translateErrors(error -> {
                    translations.incrementAndGet();
                    return new Translated(error);
                })
                .build();
    }

    private static StoreException failure(Reason reason) {
        return new StoreException("the store fails", reason, null, true, null);
    }

    /** A store in which everything but the beginning and the end of a transaction fails. */
    private static Store failing(Throwable failure) {
        InvocationHandler requests = (proxy, method, arguments) -> {
            Class<?> answer = method.getReturnType();
            boolean ends = Set.of("commit", "rollback").contains(method.getName());
            if (method.getName().equals("nested")) {
                return Mono.just(proxy);
            }
            return ends ? Mono.empty() : answer == Mono.class ? Mono.error(failure) : Flux.error(failure);
        };
        Object session = proxy(requests, Session.class, Transaction.class);
        InvocationHandler open = (proxy, method, arguments) -> switch (method.getName()) {
            case "capabilities" -> EnumSet.allOf(Capability.class);
            case "direct" -> session;
            case "begin" -> Mono.just(session);
            default -> InvocationHandler.invokeDefault(proxy, method, arguments);
        };
        return model -> (Store.Open) proxy(open, Store.Open.class);
    }

    private static Object proxy(InvocationHandler handler, Class<?>... types) {
        return Proxy.newProxyInstance(TranslatedErrorsTest.class.getClassLoader(), types, handler);
    }

    // Every operation.

    private final Set<String> plain = new TreeSet<>();
    private final Set<String> translated = new TreeSet<>();
    private final Set<String> without = new TreeSet<>();

    @Test
    void everyPublicOperationSignalsTranslatedErrors() {
        Relata relata = relata(failing(failure(Reason.OTHER)));
        for (Object row : List.of(book, author)) {
            probe(relata, Relata.class, Arguments.of(row));
            probe(relata.bulk(), BulkWrites.class, Arguments.of(row));
            probe(relata.integrity(), Integrity.class, Arguments.of(row));
            probe(relata.batching(), Batching.class, Arguments.of(row));
        }
        probe(relata.schema(), Schema.class, Map.of());
        Property<Book, String> title = Book::title;
        Selection<Book> books = relata.from(Book.class);
        probe(books, Selection.class, Arguments.of(book));
        probe(books.group(title), Grouping.class, Arguments.of(book));
        probe(books.into(View.class), ViewSelection.class, Arguments.of(book));
        probe(relata.integrity().orphans(Book.AUTHOR), Orphans.class, Map.of());
        probe(relata.integrity().orphans(Book.EDITOR), Orphans.class, Map.of());
        ofManagers(relata);

        assertThat(plain).isEmpty();
        assertThat(translated).hasSizeGreaterThan(120);
        assertThat(without)
                .as("calls that send nothing")
                .allMatch(
                        call -> call.matches(
                                "(Relata.(transactional|batched|explain)"
                                        + "|Batching.(outside|prime|refresh|statistics)|Integrity.validate|LinkManager.(add|remove)Ids).*"));
    }

    private void ofManagers(Relata relata) {
        probe(relata.on(book, Book.AUTHOR), ToOneManager.class, Arguments.of(author));
        probe(relata.on(author, Author.PROFILE), HasOneManager.class, Arguments.of(new Profile(null, 1L, "b")));
        probe(relata.on(author, Author.BOOKS), OneToManyManager.class, Arguments.of(book));
        probe(relata.on(book, Book.LABELS), ManyToManyManager.class, Arguments.of(label));
        Map<Class<?>, Object> arguments = Arguments.of(course);
        Property<Enrollment, String> grade = Enrollment::grade;
        arguments.put(dev.relata.model.Assignment.class, set(grade, "A"));
        arguments.put(Map.class, Map.of(course, set(grade, "A")));
        probe(relata.on(student, Student.COURSES), ThroughManager.class, arguments);
        arguments.put(Property.class, grade);
        probe(relata.on(student, Student.COURSES).links(), LinkSelection.class, arguments);
    }

    /** Calls what answers with a publisher, with arguments that are right, and with each of them null. */
    private void probe(Object target, Class<?> type, Map<Class<?>, Object> arguments) {
        for (Method method : type.getMethods()) {
            if (Publisher.class.isAssignableFrom(method.getReturnType()) && !Modifier.isStatic(method.getModifiers())) {
                for (int nulled = -1; nulled < method.getParameterCount(); nulled++) {
                    if (nulled < 0 || !method.getParameterTypes()[nulled].isPrimitive()) {
                        call(target, method, arguments, nulled);
                    }
                }
            }
        }
    }

    private void call(Object target, Method method, Map<Class<?>, Object> arguments, int nulled) {
        Class<?>[] types = method.getParameterTypes();
        @Nullable Object[] given = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            given[i] = i == nulled ? null : Arguments.get(types[i], arguments);
        }
        String call = target.getClass().getSimpleName() + "." + method.getName() + List.of(types) + " " + nulled;
        try {
            method.setAccessible(true);
            Publisher<?> answer = (Publisher<?>) method.invoke(target, given);
            assertThat(Flux.from(answer).collectList().block(LONGEST)).isNotNull();
            without.add(method.getDeclaringClass().getSimpleName() + "." + method.getName() + List.of(types));
        } catch (InvocationTargetException e) {
            note(call, e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            note(call, e);
        }
    }

    private void note(String call, @Nullable Throwable error) {
        boolean once = error instanceof Translated ours && ours.getCause() instanceof RelataException;
        boolean unfit = error instanceof ClassCastException; // a row of another type than the method is called on
        if (!unfit) {
            (once ? translated : plain).add(call + (once ? "" : ": " + error));
        }
    }

    // What passes several operators.

    @Test
    void anErrorThatPassesSeveralOperationsIsTranslatedOnce() {
        Relata relata = relata(failing(failure(Reason.OTHER)));
        Mono<Long> count = relata.from(Book.class).count();
        StepVerifier.create(relata.batched(relata.transactional(relata.transactional(count))))
                .verifyErrorSatisfies(error ->
                        assertThat(error).isInstanceOf(Translated.class).cause().isInstanceOf(StoreException.class));
        assertThat(translations).hasValue(1);
    }

    @Test
    void aPipelineInATransactionSeesTranslatedErrors() {
        Relata relata = relata(InMemoryStore.create());
        Mono<String> answer = relata.insert(author)
                .then(relata.insert(author))
                .map(Author::name)
                .onErrorResume(Translated.class, error -> Mono.just("there already"));
        StepVerifier.create(relata.transactional(answer))
                .expectNext("there already")
                .verifyComplete();
    }

    @Test
    void conflictsAreStillRetried() {
        Relata relata = relata(failing(failure(Reason.SERIALIZATION)));
        AtomicInteger attempts = new AtomicInteger();
        Mono<Long> count = relata.from(Book.class).count().doFirst(attempts::incrementAndGet);
        StepVerifier.create(relata.transactional(
                        count, TransactionOptions.defaults().retry(3)))
                .verifyError(Translated.class);
        assertThat(attempts).hasValue(4);
    }

    @Test
    void anErrorOfTheUsersOwnAroundAConflictIsNotRetried() {
        Relata relata = relata(failing(failure(Reason.SERIALIZATION)));
        AtomicInteger attempts = new AtomicInteger();
        Mono<Long> count = relata.from(Book.class)
                .count()
                .onErrorMap(error -> new IllegalStateException(error.getCause()))
                .doFirst(attempts::incrementAndGet);
        StepVerifier.create(relata.transactional(
                        count, TransactionOptions.defaults().retry(3)))
                .verifyError(IllegalStateException.class);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void errorsThatAreNotRelatasStayAsTheyAre() {
        Relata relata = relata(InMemoryStore.create());
        IllegalStateException own = new IllegalStateException("of the application");
        StepVerifier.create(relata.transactional(Mono.error(own)))
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(own));
        StepVerifier.create(relata.bulk().insert(Book.class, Flux.error(own)))
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(own));
        assertThat(translations).hasValue(0);
    }

    @Test
    void whatTheLibraryRecognisesInItselfStaysRecognised() {
        Relata relata = relata(InMemoryStore.create());
        insert(relata, author);
        HasOneManager<Author, Profile> profile = relata.on(author, Author.PROFILE);
        assertThat(profile.create(new Profile(null, 1L, "one")).block(LONGEST)).isNotNull();
        StepVerifier.create(profile.create(new Profile(null, 1L, "two")))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(Translated.class)
                        .cause()
                        .isInstanceOf(NotUniqueException.class));
    }

    @Test
    void aTranslatorThatThrowsOrLeavesAnErrorDoesNotHideIt() {
        IllegalArgumentException broken = new IllegalArgumentException("the translator is broken");
        for (boolean throwing : List.of(true, false)) {
            Relata relata = Relata.builder()
                    .store(InMemoryStore.create())
                    .model(ConformanceModel.typesWithArrays())
                    .translateErrors(error -> {
                        if (throwing) {
                            throw broken;
                        }
                        return error;
                    })
                    .build();
            Mono<Number> sum = relata.from(Book.class).sum(cast(Book::title));
            StepVerifier.create(sum).verifyErrorSatisfies(error -> {
                assertThat(error).isInstanceOf(InvalidValueException.class);
                assertThat(error.getSuppressed()).isEqualTo(throwing ? new Throwable[] {broken} : new Throwable[0]);
            });
            assertThatThrownBy(() -> relata.batched((Mono<?>) null)).isInstanceOf(RefusedException.class);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // what a caller without generics may give
    private static Property<Book, ? extends Number> cast(Property<Book, String> property) {
        return (Property) property;
    }

    @Test
    void elementsAndDemandPassAndCancelEndsTheRequest() {
        Relata relata = relata(InMemoryStore.create());
        insert(relata, author);
        for (int i = 0; i < 3; i++) {
            insert(relata, new Book(null, 1L, null, "t" + i, 3, null, Instant.EPOCH));
        }
        StepVerifier.create(relata.from(Book.class).iterate().map(Book::title), 0)
                .thenRequest(1)
                .expectNext("t0")
                .thenRequest(1)
                .expectNext("t1")
                .thenCancel()
                .verify(LONGEST);
    }

    @Test
    void whoSkipsErrorsBehindATransactionDoesNotCommitTheRestOfIt() {
        Relata relata = relata(InMemoryStore.create());
        Mono<Long> work = relata.transactional(
                Flux.just(author, author).concatMap(row -> relata.insert(row)).count());
        Flux.just(1)
                .concatMap(any -> work)
                .onErrorContinue((error, value) -> {})
                .as(StepVerifier::create)
                .expectError(Translated.class)
                .verify(LONGEST);
        assertThat(relata.from(Author.class).count().block(LONGEST)).isZero();
    }

    private static void insert(Relata relata, Object row) {
        assertThat(relata.insert(row).block(LONGEST)).isNotNull();
    }
}

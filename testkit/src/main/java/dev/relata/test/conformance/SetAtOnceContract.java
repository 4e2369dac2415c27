package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.model.Assignment;
import dev.relata.query.Selection;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Account;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Course;
import dev.relata.test.conformance.model.Enrollment;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Person;
import dev.relata.test.conformance.model.Playlist;
import dev.relata.test.conformance.model.Student;
import dev.relata.test.conformance.model.Track;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Many who set or add at the same time: no error, no deadlock, and a result that one of them wanted. */
public interface SetAtOnceContract extends StoreUnderTest {

    /** How many. */
    int WRITERS = 50;

    private <T> List<T> some(int number, Function<Integer, T> row) {
        return IntStream.range(0, number).mapToObj(i -> stored(row.apply(i))).toList();
    }

    /** A different part of the rows, in a different order, for each writer. */
    private static <T> List<List<T>> inputs(List<T> rows) {
        long seed = new Random().nextLong();
        System.out.println("random data of seed " + seed);
        Random random = new Random(seed);
        List<List<T>> inputs = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            List<T> input = new ArrayList<>(rows);
            Collections.shuffle(input, random);
            inputs.add(input.subList(0, 1 + random.nextInt(rows.size() - 1)));
        }
        return inputs;
    }

    private <T> void setAll(List<List<T>> inputs, Function<List<T>, Mono<Void>> set) {
        observe(Flux.fromIterable(inputs)
                        .flatMap(input -> set.apply(input).subscribeOn(Schedulers.parallel()), WRITERS))
                .answers();
    }

    private <T> void isOneOf(List<List<T>> inputs, Selection<T> result, Function<T, Object> identity) {
        List<Object> found = observe(result.all().map(identity)).values();
        assertThat(inputs.stream()
                        .map(input -> new HashSet<>(input.stream().map(identity).toList())))
                .contains(new HashSet<>(found));
    }

    /** Rows with a key. */
    @Test
    @Tag("S25")
    @Requires(Capability.TRANSACTIONS)
    default void setsOfRowsAtOnceEndWithOneOfThem() {
        Author author = stored(author("ann"));
        Person editor = stored(person("eve"));
        List<List<Book>> inputs = inputs(some(6, i -> book(author, "b" + i, 1)));

        setAll(inputs, input -> relata().on(editor, Person.EDITED).set(input));
        isOneOf(inputs, relata().on(editor, Person.EDITED), Book::id);
    }

    /** Links. */
    @Test
    @Tag("S25")
    @Requires(Capability.TRANSACTIONS)
    default void setsOfLinksAtOnceEndWithOneOfThem() {
        Book book = stored(book(stored(author("ann")), "a", 1));
        List<List<Label>> inputs = inputs(some(6, i -> new Label(null, "l" + i)));

        setAll(inputs, input -> relata().on(book, Book.LABELS).set(input));
        isOneOf(inputs, relata().on(book, Book.LABELS), Label::id);
    }

    /** Links in both directions. */
    @Test
    @Tag("S25")
    @Requires(Capability.TRANSACTIONS)
    default void setsOfSymmetricalLinksAtOnceEndWithOneOfThem() {
        Account account = stored(new Account(null, "ann", 0, null, 0));
        List<List<Account>> inputs = inputs(some(6, i -> new Account(null, "f" + i, 0, null, 0)));

        setAll(inputs, input -> relata().on(account, Account.FRIENDS).set(input));
        isOneOf(inputs, relata().on(account, Account.FRIENDS), Account::id);
    }

    /** Links in both directions, of owners that want each other. */
    @Test
    @Tag("S36")
    default void setsOfSymmetricalLinksOfManyOwnersAtOnceLeaveBothDirections() {
        List<Account> accounts = some(6, i -> new Account(null, "f" + i, 0, null, 0));
        List<List<Account>> inputs = inputs(accounts);

        setAll(inputs, input -> relata().on(input.get(0), Account.FRIENDS).set(input));
        Map<Account, List<Account>> friends =
                observe(relata().load(accounts, Account.FRIENDS)).value();
        friends.forEach((account, all) -> assertThat(all)
                .allSatisfy(friend -> assertThat(friends.get(friend)).contains(account)));
    }

    /** Links in an order. */
    @Test
    @Tag("S25")
    @Requires(Capability.TRANSACTIONS)
    default void setsOfListsAtOnceEndWithOneOfThem() {
        Playlist list = stored(new Playlist(null, "one"));
        List<List<Track>> inputs = inputs(some(6, i -> new Track(null, "t" + i)));

        setAll(inputs, input -> relata().on(list, Playlist.TRACKS).set(input));
        assertThat(inputs)
                .contains(observe(relata().on(list, Playlist.TRACKS).all()).values());
    }

    /** Links with data. */
    @Test
    @Tag("S25")
    @Requires({Capability.CONFLICT_POLICIES, Capability.TRANSACTIONS})
    default void setsOfLinksWithDataAtOnceEndWithOneOfThem() {
        Student student = stored(new Student(null, "sam"));
        List<List<Course>> inputs = inputs(some(6, i -> new Course(null, "c" + i)));

        setAll(inputs, input -> relata().on(student, Student.COURSES).set(graded(input)));
        isOneOf(inputs, relata().on(student, Student.COURSES), Course::id);
        List<Course> found =
                observe(relata().on(student, Student.COURSES).all()).values();
        observe(relata().from(Enrollment.class).values(Enrollment::grade).distinct())
                .answers(String.valueOf(found.size()));
    }

    private static Map<Course, Assignment<Enrollment>> graded(List<Course> courses) {
        Map<Course, Assignment<Enrollment>> graded = new LinkedHashMap<>();
        courses.forEach(course -> graded.put(course, set(Enrollment::grade, String.valueOf(courses.size()))));
        return graded;
    }

    /** One link. */
    @Test
    @Tag("S30")
    @Requires(Capability.UNIQUE_KEYS)
    default void fiftyAddsOfOneLinkMakeOne() {
        Book book = stored(book(stored(author("ann")), "a", 1));
        Label label = stored(new Label(null, "sea"));

        Flux<Boolean> atOnce = Flux.range(0, WRITERS)
                .flatMap(any -> relata().on(book, Book.LABELS).add(label).subscribeOn(Schedulers.parallel()), WRITERS);
        assertThat(observe(atOnce).values()).hasSize(WRITERS).containsOnlyOnce(true);
        observe(relata().on(book, Book.LABELS).all()).sends(1).answers(label);
    }

    /** One link in both directions, from both of its ends. */
    @Test
    @Tag("S36")
    @Requires(Capability.UNIQUE_KEYS)
    default void fiftyAddsOfOneSymmetricalLinkFromBothEndsMakeOne() {
        Account ann = stored(new Account(null, "ann", 0, null, 0));
        Account bea = stored(new Account(null, "bea", 0, null, 0));

        Flux<Boolean> atOnce = Flux.range(0, WRITERS)
                .flatMap(
                        i -> (i % 2 == 0
                                        ? relata().on(ann, Account.FRIENDS).add(bea)
                                        : relata().on(bea, Account.FRIENDS).add(ann))
                                .subscribeOn(Schedulers.parallel()),
                        WRITERS);
        assertThat(observe(atOnce).values()).hasSize(WRITERS).containsOnlyOnce(true);
        observe(relata().on(ann, Account.FRIENDS).all()).answers(bea);
        observe(relata().on(bea, Account.FRIENDS).all()).answers(ann);
    }
}

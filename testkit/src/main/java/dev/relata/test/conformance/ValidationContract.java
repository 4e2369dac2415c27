package dev.relata.test.conformance;

import static dev.relata.model.Relationships.manyToMany;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.relata.Relata;
import dev.relata.model.Column;
import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import dev.relata.query.Violation;
import dev.relata.query.Violation.Problem;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Course;
import dev.relata.test.conformance.model.Enrollment;
import dev.relata.test.conformance.model.Region;
import dev.relata.test.conformance.model.Street;
import dev.relata.test.conformance.model.Student;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is said of a row before it is written. */
public interface ValidationContract extends StoreUnderTest {

    /** A value of an enum whose names are of different lengths. */
    enum Size {
        /** Short. */
        S,
        /** Long. */
        MEDIUM
    }

    /**
     * Says how much its columns hold. Immutable.
     *
     * @param id the id
     * @param name a text
     * @param words texts
     * @param size an enum
     * @param price a decimal number
     * @param number a whole number without a limit of Java's
     */
    record Parcel(
            @Id Long id,
            @Column(length = 5) String name,
            @Column(length = 3) String @Nullable [] words,
            @Column(length = 3) @Nullable Size size,
            @Column(precision = 5, scale = 2) @Nullable BigDecimal price,
            @Column(precision = 3) @Nullable BigInteger number) {}

    /**
     * One end. Immutable.
     *
     * @param id the id
     */
    record Person(@Id Long id) {

        /** The people that somebody follows. */
        public static final ManyToManyThrough<Person, Person, Follow> FOLLOWED =
                manyToMany(Person.class, Person.class).through(Follow::follower, Follow::followed);
    }

    /**
     * Both of its keys refer to one type, and only the relationship through it says so. Immutable.
     *
     * @param id the id
     * @param follower the one end
     * @param followed the other end
     */
    record Follow(@Id @Nullable Long id, Long follower, Long followed) {}

    /** Lengths in characters and not in chars, blanks at the end, and what rounding leaves. */
    @Test
    @Tag("S94")
    @Requires(Capability.SCHEMA)
    default void validateKnowsHowMuchTheColumnsHold() {
        Relata bare = bare(Parcel.class);
        String[] words = {"abc", "abcd"};
        Parcel large =
                new Parcel(1L, "annabel", words, Size.MEDIUM, new BigDecimal("999.995"), BigInteger.valueOf(1000));
        Parcel fits = new Parcel(
                1L,
                "\uD83D\uDE00bcde  ",
                new String[] {"abc"},
                Size.S,
                new BigDecimal("-999.994"),
                BigInteger.valueOf(-999));

        assertThat(observe(bare.integrity().validate(large)).sends(0).value())
                .extracting(Violation::where, Violation::problem)
                .containsExactly(
                        tuple("Parcel.name", Problem.INVALID),
                        tuple("Parcel.words", Problem.INVALID),
                        tuple("Parcel.size", Problem.INVALID),
                        tuple("Parcel.price", Problem.INVALID),
                        tuple("Parcel.number", Problem.INVALID));
        observe(bare.integrity().validate(fits)).sends(0).answers(List.of());
        observe(bare.integrity().validate(new Parcel(1L, "", null, null, null, null)))
                .answers(List.of());
    }

    /** What validate lets pass is stored, and what it does not is refused. */
    @Test
    @Tag("S94")
    @Requires({Capability.SCHEMA, Capability.VALUE_LIMITS})
    default void validateSaysWhatAWriteSays() {
        Relata bare = bare(Parcel.class);
        observe(bare.schema().create()).answers();
        long id = 0;
        for (String price : List.of("0", "999.99", "999.994", "999.995", "-1000", "0.001", "1E+2", "1E+3", "100e-2")) {
            for (String name : List.of("", "abcde", "abcdef", "abcde   ", "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00")) {
                Parcel parcel = new Parcel(++id, name, null, null, new BigDecimal(price), null);
                boolean fits =
                        observe(bare.integrity().validate(parcel)).value().isEmpty();
                Boolean stored = observe(bare.insert(parcel).thenReturn(true).onErrorReturn(false))
                        .value();
                assertThat(stored).as("%s", parcel).isEqualTo(fits);
            }
        }
    }

    /** A join record refers to what it links, though it has no relationship of its own. */
    @Test
    @Tag("S94")
    default void theKeysOfAJoinRecordAreLookedAt() {
        Student ann = stored(new Student(null, "ann"));
        Course maths = stored(new Course(null, "maths"));
        long student = Objects.requireNonNull(ann.id());
        long course = Objects.requireNonNull(maths.id());

        observe(relata().integrity().validate(new Enrollment(null, student, course, null)))
                .sends(2)
                .answers(List.of());
        List<Violation> violations = observe(
                        relata().integrity().validate(new Enrollment(null, student, 999_999L, null)))
                .sends(2)
                .value();
        assertThat(violations).extracting(Violation::problem).containsExactly(Problem.NOT_FOUND);
        assertThat(violations.get(0).message()).contains("no Course with id=999999", "Enrollment.courseId");
        assertThat(observe(relata().integrity().validate(new Enrollment(null, 999_998L, 999_999L, null)))
                        .value())
                .hasSize(2);
    }

    /** One statement for each type that keys refer to, however many do. */
    @Test
    @Tag("S94")
    @Requires(Capability.SCHEMA)
    default void keysThatReferToOneTypeAreAskedForTogether() {
        Relata bare = bare(Person.class, Follow.class);
        observe(bare.schema().create()).answers();
        observe(bare.insert(new Person(1L))).value();

        List<Violation> violations =
                observe(bare.integrity().validate(new Follow(null, 1L, 2L))).value();
        assertThat(violations).hasSize(1);
        assertThat(violations.get(0).message()).contains("no Person with id=2", "Follow.followed");
        assertThat(observe(bare.integrity().validate(new Follow(null, 2L, 1L)))
                        .value()
                        .get(0)
                        .message())
                .contains("no Person with id=2", "Follow.follower");
        assertThat(observe(bare.integrity().validate(new Follow(null, 3L, 3L))).value())
                .hasSize(2);
        observe(bare.integrity().validate(new Follow(null, 1L, 1L))).answers(List.of());
    }

    /** By the number of statements. */
    @Test
    @Tag("S94")
    default void aTypeThatSeveralKeysReferToIsAskedOnce() {
        stored(new Region("n", "north", null));

        List<Violation> violations = observe(relata().integrity().validate(new Street(1L, "n", 7L, "north", "south")))
                .sends(2)
                .value();

        assertThat(violations)
                .extracting(Violation::where, Violation::problem)
                .containsExactly(tuple("Street.END", Problem.NOT_FOUND), tuple("Street.TOWN", Problem.NOT_FOUND));
        assertThat(observe(relata().integrity().validate(new Street(1L, "n", 7L, "west", "south")))
                        .sends(2)
                        .value())
                .extracting(Violation::where)
                .containsExactly("Street.END", "Street.START", "Street.TOWN");
    }
}

package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.isNull;
import static dev.relata.model.Conditions.ne;
import static dev.relata.model.Conditions.startsWith;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.InvalidCursorException;
import dev.relata.error.RefusedException;
import dev.relata.query.Link;
import dev.relata.query.LinkSelection;
import dev.relata.query.Page;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Course;
import dev.relata.test.conformance.model.Enrollment;
import dev.relata.test.conformance.model.Play;
import dev.relata.test.conformance.model.Playlist;
import dev.relata.test.conformance.model.Student;
import dev.relata.test.conformance.model.Track;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Links that are records: read, changed and asked for as such. */
public interface LinkContract extends StoreUnderTest {

    /** A student with a grade in each of some courses, {@code "maths A"}; {@code "music"} has none. */
    private Student student(String name, String... courses) {
        Student student = stored(new Student(null, name));
        for (String course : courses) {
            String[] words = course.split(" ");
            List<Course> known = observe(relata().from(Course.class)
                            .where(Course::title)
                            .eq(words[0])
                            .all())
                    .values();
            Course target = known.isEmpty() ? stored(new Course(null, words[0])) : known.get(0);
            observe(
                            words.length == 1
                                    ? relata().on(student, Student.COURSES).add(target)
                                    : relata().on(student, Student.COURSES)
                                            .add(target, set(Enrollment::grade, words[1])))
                    .answers(true);
        }
        return student;
    }

    private LinkSelection<Course, Enrollment> links(Student student) {
        return relata().on(student, Student.COURSES).links();
    }

    private static String title(Link<Course, Enrollment> link) {
        return link.target().title();
    }

    /** A link that is there. */
    @Test
    @Tag("S34")
    @Requires(Capability.CONFLICT_POLICIES)
    default void addLeavesTheDataOfALinkThatIsThereAndPutChangesThem() {
        Student student = student("sam", "maths A");
        Course maths = observe(relata().from(Course.class).one()).value();
        var courses = relata().on(student, Student.COURSES);

        observe(courses.add(maths, set(Enrollment::grade, "F"))).sends(1).answers(false);
        assertThat(observe(links(student).first()).value().data().grade()).isEqualTo("A");
        assertThat(observe(courses.put(maths, set(Enrollment::grade, "B")))
                        .sends(1)
                        .value()
                        .grade())
                .isEqualTo("B");
        observe(links(student).count()).answers(1L);
        observe(courses.put(maths, set(Enrollment::courseId, 7L))).sends(0).fails(RefusedException.class);
    }

    /** A pair that may be linked many times. */
    @Test
    @Tag("S34")
    default void aPairThatIsNotUniqueGetsAnotherLink() {
        Playlist list = stored(new Playlist(null, "one"));
        Track track = stored(new Track(null, "a"));
        var plays = relata().on(list, Playlist.PLAYS);

        observe(plays.add(track, set(Play::mood, "calm"))).sends(1).answers(true);
        observe(plays.add(track, set(Play::mood, "cross"))).sends(1).answers(true);
        observe(plays.all()).sends(1).answers(track);
        observe(plays.links()
                        .orderBy(asc(Play::mood))
                        .all()
                        .map(link -> String.valueOf(link.data().mood())))
                .answers("calm", "cross");
        observe(plays.put(track, set(Play::mood, "x"))).sends(0).fails(RefusedException.class);
        observe(plays.set(List.of(track))).sends(0).fails(RefusedException.class);
        observe(plays.remove(track)).answers(true);
        observe(plays.links().count()).answers(0L);
    }

    /** By what stands in the record and at its end. */
    @Test
    @Tag("S91")
    default void linksAreFilteredAndOrderedByTargetAndData() {
        Student student = student("sam", "maths A", "music B", "sport A", "art");

        observe(links(student).orderByTarget(desc(Course::title)).all().map(LinkContract::title))
                .sends(1)
                .answers("sport", "music", "maths", "art");
        observe(links(student)
                        .orderBy(desc(Enrollment::grade).nullsLast())
                        .thenByTarget(asc(Course::title))
                        .iterate()
                        .map(LinkContract::title))
                .sends(1)
                .answers("music", "maths", "sport", "art");
        observe(links(student)
                        .where(Enrollment::grade)
                        .eq("A")
                        .whereTarget(Course::title, ne("maths"))
                        .all())
                .sends(1)
                .value();
        observe(links(student)
                        .whereTarget(Course::title)
                        .in(List.of("art", "music"))
                        .count())
                .sends(1)
                .answers(2L);
        observe(links(student).where(is(Enrollment::grade, isNull())).exists())
                .sends(1)
                .answers(true);
        observe(links(student).whereTarget(Course::title).eq("law").exists())
                .sends(1)
                .answers(false);
        observe(links(student).whereTarget(Course::title).eq("law").first())
                .sends(1)
                .answers();
    }

    /** A part of them. */
    @Test
    @Tag("S91")
    default void linksAreReadInParts() {
        Student student = student("sam", "maths A", "music B", "sport A", "art");
        student("kim", "maths C");
        LinkSelection<Course, Enrollment> byTitle = links(student).orderByTarget(asc(Course::title));

        observe(byTitle.offset(1).limit(2).all().map(LinkContract::title))
                .sends(1)
                .answers("maths", "music");
        observe(byTitle.limit(3).count()).sends(1).answers(3L);
        Page<Link<Course, Enrollment>> page = observe(byTitle.page(3)).sends(1).value();
        assertThat(page.items()).extracting(LinkContract::title).containsExactly("art", "maths", "music");
        Page<Link<Course, Enrollment>> last =
                observe(byTitle.page(3, page.next().orElseThrow())).sends(1).value();
        assertThat(last.items()).extracting(LinkContract::title).containsExactly("sport");
        assertThat(last.next()).isEmpty();
        observe(links(student).page(3, page.next().orElseThrow())).sends(0).fails(InvalidCursorException.class);
        observe(byTitle.limit(-1).all()).sends(0).fails(RefusedException.class);
    }

    /** All of them at once. */
    @Test
    @Tag("S91")
    default void linksAreChangedAndDeletedTogether() {
        Student student = student("sam", "maths A", "music B", "art A");
        Student other = student("kim", "maths A");

        observe(links(student)
                        .where(Enrollment::grade, in("A"))
                        .whereTarget(Course::title, startsWith("m"))
                        .update(set(Enrollment::grade, "C")))
                .sends(statementsOfAWriteThatLooksFirst())
                .answers(1L);
        observe(links(student).where(Enrollment::grade).eq("C").all().map(LinkContract::title))
                .answers("maths");
        observe(links(student).update(set(Enrollment::courseId, 1L)))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("Enrollment.courseId");
        observe(links(student).whereTarget(Course::title, startsWith("m")).deleteAll())
                .sends(2 + statementsOfALockThatLooksFirst())
                .answers(2L);
        observe(links(student).all().map(LinkContract::title)).answers("art");
        observe(links(student).orderByTarget(asc(Course::title)).limit(1).deleteAll())
                .answers(1L);
        observe(links(other).count()).answers(1L);
    }

    /** Of one and the same link. */
    @Test
    @Tag("S92")
    default void conditionsOnTargetAndDataAreOfOneLink() {
        Student sam = student("sam", "maths A", "music B");
        Student kim = student("kim", "maths B", "music A");
        Student lou = student("lou");

        observe(relata().from(Student.class)
                        .whereAny(
                                Student.COURSES,
                                it -> it.where(Course::title).eq("maths"),
                                it -> it.where(Enrollment::grade, in("A", "A+")))
                        .all())
                .sends(1)
                .answers(sam);
        observe(relata().from(Student.class)
                        .whereNone(
                                Student.COURSES,
                                it -> it.where(Course::title).eq("maths"),
                                it -> it.where(Enrollment::grade).eq("A"))
                        .all())
                .sends(1)
                .answersInAnyOrder(kim, lou);
        observe(relata().from(Student.class)
                        .whereEvery(
                                Student.COURSES,
                                it -> it.where(Course::title, startsWith("m")),
                                it -> it.where(Enrollment::grade, ne("B")))
                        .all())
                .sends(1)
                .answers(lou);
        observe(relata().from(Student.class)
                        .whereEvery(
                                Student.COURSES,
                                it -> it.where(Course::title, startsWith("m")),
                                it -> it.where(Enrollment::grade, in("A", "B")))
                        .count())
                .answers(3L);
    }

    /** Within what the relation shows, and without limits of their own. */
    @Test
    @Tag("S92")
    default void conditionsOnLinksKeepToTheRelation() {
        Student sam = student("sam", "maths A", "art B");

        observe(relata().from(Student.class)
                        .whereAny(
                                Student.COURSES.where(Course::title, startsWith("m")),
                                it -> it,
                                it -> it.where(Enrollment::grade).eq("B"))
                        .all())
                .sends(1)
                .answers();
        observe(relata().from(Student.class)
                        .whereAny(
                                Student.COURSES.orderBy(asc(Course::title)).limit(1),
                                it -> it,
                                it -> it.where(Enrollment::grade).eq("B"))
                        .all())
                .sends(1)
                .answers(sam);
        observe(relata().from(Student.class)
                        .whereAny(Student.COURSES, it -> it, it -> it.limit(1))
                        .all())
                .sends(0)
                .fails(RefusedException.class);
    }
}

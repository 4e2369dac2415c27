package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Conditions.startsWith;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.query.Link;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Course;
import dev.relata.test.conformance.model.Enrollment;
import dev.relata.test.conformance.model.Student;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Many-to-manys through a join record. */
public interface ThroughContract extends StoreUnderTest {

    /** Links with data, read from both sides. */
    @Test
    @Tag("S30")
    default void linksCarryTheirData() {
        Student student = stored(new Student(null, "sam"));
        Course maths = stored(new Course(null, "maths"));
        Course music = stored(new Course(null, "music"));
        var courses = relata().on(student, Student.COURSES);

        observe(courses.add(maths, set(Enrollment::grade, "A"))).answers(true);
        observe(courses.add(music, set(Enrollment::grade, "B"))).answers(true);

        observe(courses.all()).sends(1).answersInAnyOrder(maths, music);
        Link<Course, Enrollment> link = observe(courses.links()
                        .where(Enrollment::grade, in("A", "A+"))
                        .whereTarget(Course::title, startsWith("m"))
                        .all())
                .sends(1)
                .value();
        assertThat(link.target()).isEqualTo(maths);
        assertThat(link.data().grade()).isEqualTo("A");
        observe(relata().on(music, Student.COURSES.inverse()).all()).sends(1).answers(student);
    }

    /** One link, twice and from many sides at once. */
    @Test
    @Tag("S30")
    @Requires(Capability.UNIQUE_KEYS)
    default void aPairThatIsUniqueIsLinkedOnce() {
        Student student = stored(new Student(null, "sam"));
        Course maths = stored(new Course(null, "maths"));
        var courses = relata().on(student, Student.COURSES);

        Flux<Boolean> atOnce = Flux.range(0, 16)
                .flatMap(i -> courses.add(maths, set(Enrollment::grade, "A")).subscribeOn(Schedulers.parallel()), 16);

        assertThat(observe(atOnce).values()).hasSize(16).containsOnlyOnce(true);
        observe(relata().from(Enrollment.class).count()).sends(1).answers(1L);
    }

    /** What is not linked. */
    @Test
    @Tag("S31")
    default void removingWhatIsNotLinkedIsIgnored() {
        Student student = stored(new Student(null, "sam"));
        Course maths = stored(new Course(null, "maths"));
        Course music = stored(new Course(null, "music"));
        var courses = relata().on(student, Student.COURSES);
        observe(courses.add(maths)).answers(true);

        observe(courses.remove(music)).answers(false);
        observe(courses.removeMany(List.of(maths, music))).answers(1L);
        observe(courses.count()).sends(1).answers(0L);
    }

    /** Deleting either end. */
    @Test
    @Tag("S37")
    default void joinRecordsGoWithEitherEnd() {
        Student sam = stored(new Student(null, "sam"));
        Student kim = stored(new Student(null, "kim"));
        Course maths = stored(new Course(null, "maths"));
        Course music = stored(new Course(null, "music"));
        observe(relata().on(sam, Student.COURSES).add(maths)).answers(true);
        observe(relata().on(sam, Student.COURSES).add(music)).answers(true);
        observe(relata().on(kim, Student.COURSES).add(music)).answers(true);

        observe(relata().delete(sam)).answers(true);
        observe(relata().from(Enrollment.class).count()).sends(1).answers(1L);
        observe(relata().bulk().delete(List.of(maths, music))).answers(2L);
        observe(relata().from(Enrollment.class).count()).sends(1).answers(0L);
    }
}

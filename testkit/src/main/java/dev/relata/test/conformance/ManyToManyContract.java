package dev.relata.test.conformance;

import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.ModelException;
import dev.relata.error.RefusedException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.metamodel.Model;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Label;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Many-to-manys: links that exist once or not at all. */
public interface ManyToManyContract extends StoreUnderTest {

    /** One link, twice. */
    @Test
    @Tag("S30")
    default void addTwiceMakesOneLinkAndSaysSo() {
        Book book = stored(book(stored(author("ann")), "a", 1));
        Label label = stored(new Label(null, "sea"));

        observe(relata().on(book, Book.LABELS).add(label)).answers(true);
        observe(relata().on(book, Book.LABELS).add(label)).answers(false);
        observe(relata().on(book, Book.LABELS).all()).sends(1).answers(label);
    }

    /** Many links, some of them there. */
    @Test
    @Tag("S30")
    default void addManyAndAddIdsCountTheNewOnes() {
        Book book = stored(book(stored(author("ann")), "a", 1));
        Label one = stored(new Label(null, "one"));
        Label two = stored(new Label(null, "two"));
        Label three = stored(new Label(null, "three"));

        observe(relata().on(book, Book.LABELS).addMany(List.of(one, two, one))).answers(2L);
        observe(relata().on(book, Book.LABELS).addIds(id(two), id(three))).answers(1L);
        observe(relata().on(book, Book.LABELS).addIds()).sends(0).answers(0L);
        observe(relata().on(book, Book.LABELS).ids()).sends(1).answersInAnyOrder(id(one), id(two), id(three));
    }

    /** One link, from many sides at once. */
    @Test
    @Tag("S30")
    @Requires(Capability.UNIQUE_KEYS)
    default void addAtTheSameTimeMakesOneLink() {
        Book book = stored(book(stored(author("ann")), "a", 1));
        Label label = stored(new Label(null, "sea"));

        Flux<Boolean> atOnce = Flux.range(0, 32)
                .flatMap(any -> relata().on(book, Book.LABELS).add(label).subscribeOn(Schedulers.parallel()), 32);

        assertThat(observe(atOnce).values()).hasSize(32).containsOnlyOnce(true);
        observe(relata().on(book, Book.LABELS).all()).sends(1).answers(label);
    }

    /** What is not linked. */
    @Test
    @Tag("S31")
    default void removeOfWhatIsNotLinkedIsIgnored() {
        Book book = stored(book(stored(author("ann")), "a", 1));
        Label linked = stored(new Label(null, "linked"));
        Label other = stored(new Label(null, "other"));
        observe(relata().on(book, Book.LABELS).add(linked)).answers(true);

        observe(relata().on(book, Book.LABELS).remove(other)).sends(1).answers(false);
        observe(relata().on(book, Book.LABELS).removeIds(id(other), 999L))
                .sends(1)
                .answers(0L);
        observe(relata().on(book, Book.LABELS).removeMany(List.of(other, linked)))
                .sends(1)
                .answers(1L);
        observe(relata().on(book, Book.LABELS).count()).sends(1).answers(0L);
    }

    /** A target that is not stored, also among others. */
    @Test
    @Tag("S32")
    default void aTargetWithoutAnIdIsRefusedBeforeAnyWrite() {
        Book book = stored(book(stored(author("ann")), "a", 1));
        Label stored = stored(new Label(null, "stored"));
        Label draft = new Label(null, "draft");

        observe(relata().on(book, Book.LABELS).add(draft)).sends(0).fails(RefusedException.class);
        observe(relata().on(book, Book.LABELS).addMany(List.of(stored, draft)))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("Label");
        observe(relata().on(book, Book.LABELS).count()).sends(1).answers(0L);
    }

    /** Ids of another type. */
    @Test
    @Tag("S33")
    default void idsOfTheWrongTypeAreRefused() {
        Book book = stored(book(stored(author("ann")), "a", 1));

        observe(relata().on(book, Book.LABELS).addIds("7"))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("Label.id")
                .hasMessageContaining("Long");
        observe(relata().on(book, Book.LABELS).addIds(7.5)).sends(0).fails(RefusedException.class);
    }

    /** Ids that nobody has. */
    @Test
    @Tag("S33")
    default void idsThatDoNotExistAreNamedAndNothingIsWritten() {
        Book book = stored(book(stored(author("ann")), "a", 1));
        Label label = stored(new Label(null, "sea"));

        observe(relata().on(book, Book.LABELS).addIds(id(label), 998L, 999L))
                .fails(RelatedNotFoundException.class)
                .hasMessageContaining("998")
                .hasMessageContaining("999");
        observe(relata().on(book, Book.LABELS).count()).sends(1).answers(0L);
    }

    /** The other side of the same links. */
    @Test
    @Tag("S35")
    default void inverseIsTheSameLinks() {
        Author author = stored(author("ann"));
        Book one = stored(book(author, "one", 1));
        Book two = stored(book(author, "two", 1));
        Label label = stored(new Label(null, "sea"));
        observe(relata().on(one, Book.LABELS).add(label)).answers(true);

        observe(relata().on(label, Book.LABELS.inverse()).add(one)).answers(false);
        observe(relata().on(label, Book.LABELS.inverse()).add(two)).answers(true);
        observe(relata().on(two, Book.LABELS).all()).sends(1).answers(label);
        observe(relata().load(List.of(label), Book.LABELS.inverse()))
                .sends(1)
                .value()
                .forEach((owner, books) -> assertThat(books).containsExactlyInAnyOrder(one, two));
    }

    /** Two relations over one pair of types that nobody linked. */
    @Test
    @Tag("S35")
    default void twoUnlinkedManyToManysOverOnePairAreAModelError() {
        assertThatThrownBy(() -> Model.of(Unlinked.Left.class, Unlinked.Right.class))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("inverseOf");
    }

    /** Deleting either end. */
    @Test
    @Tag("S37")
    default void linksGoWithEitherEnd() {
        Author author = stored(author("ann"));
        Book one = stored(book(author, "one", 1));
        Book two = stored(book(author, "two", 1));
        Label sea = stored(new Label(null, "sea"));
        Label sky = stored(new Label(null, "sky"));
        observe(relata().on(one, Book.LABELS).addMany(List.of(sea, sky))).answers(2L);
        observe(relata().on(two, Book.LABELS).addMany(List.of(sea, sky))).answers(2L);

        observe(relata().delete(sea)).answers(true);
        observe(relata().on(one, Book.LABELS).all()).sends(1).answers(sky);
        observe(relata().delete(one)).answers(true);
        observe(relata().on(sky, Book.LABELS.inverse()).all()).sends(1).answers(two);
        observe(relata().on(author, Author.BOOKS).deleteAll()).answers(1L);
        observe(relata().on(sky, Book.LABELS.inverse()).count()).sends(1).answers(0L);
        observe(relata().from(Label.class).all()).sends(1).answers(sky);
    }

    /** Making an owner be linked to just some. */
    @Test
    @Tag("S30")
    default void setAndClearLeaveJustWhatIsWanted() {
        Book book = stored(book(stored(author("ann")), "a", 1));
        Label one = stored(new Label(null, "one"));
        Label two = stored(new Label(null, "two"));
        Label three = stored(new Label(null, "three"));
        observe(relata().on(book, Book.LABELS).addMany(List.of(one, two))).answers(2L);

        observe(relata().on(book, Book.LABELS).set(List.of(two, three, two))).answers();
        observe(relata().on(book, Book.LABELS).all()).sends(1).answersInAnyOrder(two, three);
        observe(relata().load(List.of(book), Book.LABELS))
                .sends(1)
                .value()
                .forEach((owner, labels) -> assertThat(labels).containsExactlyInAnyOrder(two, three));
        observe(relata().on(book, Book.LABELS).clear()).answers();
        observe(relata().load(List.of(book), Book.LABELS)).sends(1).answers(Map.of(book, List.of()));
    }
}

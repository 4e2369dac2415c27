package dev.relata.metamodel;

import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.relata.model.Errors;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.model.OnUpdate;
import dev.relata.model.OneToMany;
import dev.relata.model.OneToOne;
import dev.relata.model.Relationships;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What refers to a type, and what happens then. */
class ReferencesTest {

    record Author(@Id @Nullable Long id, String name) {
        static final OneToMany<Author, Book> BOOKS = oneToMany(Author.class, Book::authorId);
        static final OneToMany<Author, Book> EDITED = oneToMany(Author.class, Book::editorId);
        static final ManyToMany<Author, Prize> PRIZES = manyToMany(Author.class, Prize.class);
        static final ManyToManyThrough<Author, Club, Member> CLUBS =
                manyToMany(Author.class, Club.class).through(Member::authorId, Member::clubId);
    }

    record Book(
            @Id @Nullable Long id, Long authorId, @Nullable Long editorId, Long ownerId) {
        static final ManyToOne<Book, Author> AUTHOR =
                manyToOne(Book::authorId, Author.class).onDelete(OnDelete.CASCADE);
        static final ManyToOne<Book, Author> WRITER = manyToOne(Book::authorId, Author.class);
        static final ManyToOne<Book, Author> OWNER =
                manyToOne(Book::ownerId, Author.class).onDelete(OnDelete.SET_DEFAULT, 7L);
    }

    record Prize(@Id @Nullable Long id) {}

    record Club(@Id @Nullable Long id) {}

    record Member(@Id @Nullable Long id, Long authorId, Long clubId) {
        static final ManyToOne<Member, Author> AUTHOR =
                manyToOne(Member::authorId, Author.class).onDelete(OnDelete.DB_CASCADE);
    }

    @Test
    void eachKeyIsOneReferenceWhateverSpeaksOfIt() {
        Model model = Model.of(Author.class, Book.class, Prize.class, Club.class, Member.class);

        assertThat(model.references(model.entity(Author.class)))
                .extracting(Reference::name, Reference::onDelete, Reference::defaults)
                .containsExactlyInAnyOrder(
                        tuple("Book.AUTHOR", OnDelete.CASCADE, List.of()),
                        tuple("Book.OWNER", OnDelete.SET_DEFAULT, List.of(7L)),
                        tuple("Author.EDITED", OnDelete.PROTECT, List.of()),
                        tuple("Author.PRIZES", OnDelete.CASCADE, List.of()),
                        tuple("Member.AUTHOR", OnDelete.DB_CASCADE, List.of()));
        assertThat(model.references(model.entity(Book.class))).isEmpty();
    }

    record Disagree(@Id @Nullable Long id, Long prizeId) {
        static final ManyToOne<Disagree, Prize> ONE =
                manyToOne(Disagree::prizeId, Prize.class).onDelete(OnDelete.CASCADE);
        static final ManyToOne<Disagree, Prize> OTHER =
                manyToOne(Disagree::prizeId, Prize.class).onDelete(OnDelete.RESTRICT);
    }

    record Place(@Id @Nullable Long id, Long prizeId, Long clubId) {
        static final ManyToOne<Place, Prize> PRIZE =
                manyToOne(Place::prizeId, Prize.class).onDelete(OnDelete.PROTECT);
    }

    record Event(@Id @Nullable Long id) {
        static final ManyToManyThrough<Event, Prize, Place> PRIZES =
                manyToMany(Event.class, Prize.class).through(Place::clubId, Place::prizeId);
    }

    record Pass(@Id @Nullable Long id, Long eventId, Long prizeId) {
        static final ManyToOne<Pass, Prize> PRIZE = manyToOne(Pass::prizeId, Prize.class);
        static final ManyToOne<Pass, Prize> AGAIN =
                manyToOne(Pass::prizeId, Prize.class).onDelete(OnDelete.RESTRICT);
    }

    record Fair(@Id @Nullable Long id) {
        static final ManyToManyThrough<Fair, Prize, Pass> PRIZES =
                manyToMany(Fair.class, Prize.class).through(Pass::eventId, Pass::prizeId);
        static final OneToMany<Fair, Pass> PASSES = oneToMany(Fair.class, Pass::eventId);
    }

    record Two(@Id Long a, @Id Long b) {}

    record Pair(@Id @Nullable Long id, Long a, Long b, Long prizeId) {
        static final ManyToOne<Pair, Two> TWO =
                manyToOne(key(Pair::b, Pair::a), Two.class).references(Two::b, Two::a);
    }

    record Twin(@Id @Nullable Long id) {
        static final ManyToManyThrough<Prize, Two, Pair> TWOS =
                manyToMany(Prize.class, Two.class).through(key(Pair::prizeId), key(Pair::a, Pair::b));
        static final OneToMany<Prize, Pair> PAIRS = manyToOne(Pair::prizeId, Prize.class)
                .onDelete(OnDelete.RESTRICT)
                .inverse();
    }

    @Test
    void oneKeyHasOneAction() {
        Errors.of(Disagree.class, Prize.class).singleElement().asString().contains("Disagree.ONE and Disagree.OTHER");
    }

    @Test
    void aJoinRecordFollowsItsOwnToOneAndElseItsEnds() {
        Model model = Model.of(
                Event.class, Place.class, Prize.class, Fair.class, Pass.class, Two.class, Pair.class, Twin.class);

        assertThat(model.references())
                .extracting(Reference::name, Reference::onDelete, Reference::onUpdate)
                .containsExactlyInAnyOrder(
                        tuple("Event.PRIZES", OnDelete.CASCADE, OnUpdate.CASCADE),
                        tuple("Place.PRIZE", OnDelete.PROTECT, OnUpdate.CASCADE),
                        tuple("Fair.PRIZES", OnDelete.CASCADE, OnUpdate.CASCADE),
                        tuple("Pass.AGAIN", OnDelete.RESTRICT, OnUpdate.CASCADE),
                        tuple("Pair.TWO", OnDelete.PROTECT, OnUpdate.CASCADE),
                        tuple("Twin.PAIRS", OnDelete.RESTRICT, OnUpdate.CASCADE));
    }

    record NoValue(@Id @Nullable Long id, Long prizeId) {
        static final ManyToOne<NoValue, Prize> PRIZE =
                manyToOne(NoValue::prizeId, Prize.class).onDelete(OnDelete.SET_DEFAULT);
    }

    record OtherValue(@Id @Nullable Long id, Long prizeId) {
        static final OneToOne<OtherValue, Prize> PRIZE =
                Relationships.oneToOne(OtherValue::prizeId, Prize.class).onDelete(OnDelete.SET_DEFAULT, 7);
    }

    record Needless(@Id @Nullable Long id, Long prizeId) {
        static final ManyToOne<Needless, Prize> PRIZE =
                manyToOne(Needless::prizeId, Prize.class).onDelete(OnDelete.CASCADE, 7L);
    }

    record OfId(@Id Long a, @Id Long id, Long b) {
        static final ManyToOne<OfId, Two> TWO =
                manyToOne(key(OfId::a, OfId::b), Two.class).onDelete(OnDelete.SET_DEFAULT, List.of(1L, 2L));
    }

    @Test
    void aDefaultHasAValueThatFitsAndCanBeSet() {
        Errors.of(NoValue.class, Prize.class).singleElement().asString().contains("with 0 value(s)");
        Errors.of(OtherValue.class, Prize.class)
                .singleElement()
                .asString()
                .contains("OtherValue.prizeId is of type Long");
        Errors.of(Needless.class, Prize.class).singleElement().asString().contains("only SET_DEFAULT takes one");
        Errors.of(OfId.class, Two.class).singleElement().asString().contains("part of the id of OfId");
    }
}

package dev.relata.test.conformance;

import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.NotUniqueException;
import dev.relata.error.RelataException;
import dev.relata.model.OrphanPolicy;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Badge;
import dev.relata.test.conformance.model.Person;
import dev.relata.test.conformance.model.Profile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One-to-ones, seen from the side without the key. */
public interface HasOneContract extends StoreUnderTest {

    /** Nothing there. */
    @Test
    @Tag("S10")
    default void getIsEmptyWhereThereIsNone() {
        Author author = stored(author("ann"));

        observe(relata().on(author, Author.PROFILE).get()).sends(1).answers();
        observe(relata().load(List.of(author), Author.PROFILE)).sends(1).answers(Map.of());
    }

    /** Something there. */
    @Test
    @Tag("S10")
    default void getAnswersTheRowThatRefersHere() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Profile profile = stored(new Profile(null, Rows.id(ann), "writes"));

        observe(relata().on(ann, Author.PROFILE).get()).sends(1).answers(profile);
        observe(relata().load(List.of(bob, ann), Author.PROFILE)).sends(1).answers(Map.of(ann, profile));
        observe(relata().on(profile, Profile.AUTHOR).get()).sends(1).answers(ann);
    }

    /** The key of the one before may be null. */
    @Test
    @Tag("S11")
    default void setClearsTheKeyOfTheOneBefore() {
        Person person = stored(person("eve"));
        Badge before = stored(new Badge(null, person.id(), "before"));
        Badge after = stored(new Badge(null, null, "after"));

        Badge set = observe(relata().on(person, Person.BADGE).set(after)).value();

        assertThat(set).isEqualTo(new Badge(after.id(), person.id(), "after"));
        observe(relata().from(Badge.class).all())
                .sends(1)
                .answersInAnyOrder(set, new Badge(before.id(), null, "before"));
    }

    /** The one before is deleted. */
    @Test
    @Tag("S11")
    default void setDeletesTheOneBeforeWhereThePolicySaysSo() {
        Person person = stored(person("eve"));
        stored(new Badge(null, person.id(), "before"));
        Badge after = stored(new Badge(null, null, "after"));

        observe(relata().on(person, Person.BADGE.orphans(OrphanPolicy.DELETE)).set(after))
                .answers(new Badge(after.id(), person.id(), "after"));
        observe(relata().from(Badge.class).all()).sends(1).answers(new Badge(after.id(), person.id(), "after"));
    }

    /** The one before may not go, and so nothing happens. */
    @Test
    @Tag("S11")
    @Requires(Capability.TRANSACTIONS)
    default void setIsUndoneWhereTheOneBeforeMayNotGo() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Profile before = stored(new Profile(null, Rows.id(ann), "before"));
        Profile other = stored(new Profile(null, Rows.id(bob), "other"));

        observe(relata().on(ann, Author.PROFILE).set(other)).fails(RelataException.class);
        observe(relata().from(Profile.class).all()).sends(1).answersInAnyOrder(before, other);
    }

    /** A target of another owner. */
    @Test
    @Tag("S11")
    default void setMovesATargetOfAnotherOwner() {
        Person eve = stored(person("eve"));
        Person max = stored(person("max"));
        Badge badge = stored(new Badge(null, max.id(), "moves"));

        observe(relata().on(eve, Person.BADGE).set(badge)).answers(new Badge(badge.id(), eve.id(), "moves"));
        observe(relata().on(max, Person.BADGE).get()).sends(1).answers();
    }

    /** The target that is there already. */
    @Test
    @Tag("S11")
    default void setOfTheOneThatIsThereKeepsIt() {
        Author author = stored(author("ann"));
        Profile profile = stored(new Profile(null, Rows.id(author), "stays"));

        observe(relata().on(author, Author.PROFILE).set(profile)).answers(profile);
        observe(relata().on(author, Author.PROFILE).get()).sends(1).answers(profile);
    }

    /** A first one. */
    @Test
    @Tag("S12")
    default void createSetsTheKeyAndAnswersTheId() {
        Person person = stored(person("eve"));

        Badge badge = observe(relata().on(person, Person.BADGE).create(new Badge(null, null, "first")))
                .value();

        assertThat(badge.id()).isNotNull();
        assertThat(badge.personId()).isEqualTo(person.id());
        observe(relata().on(person, Person.BADGE).get()).sends(1).answers(badge);
    }

    /** A second one. */
    @Test
    @Tag("S12")
    default void createWhereThereIsOneFailsAndWritesNothing() {
        Person person = stored(person("eve"));
        Badge badge = stored(new Badge(null, person.id(), "first"));

        observe(relata().on(person, Person.BADGE).create(new Badge(null, null, "second")))
                .fails(NotUniqueException.class)
                .hasMessageContaining("Person.BADGE");
        observe(relata().from(Badge.class).all()).sends(1).answers(badge);
    }
}

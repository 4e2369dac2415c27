package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Sort.asc;

import dev.relata.error.RelatedNotFoundException;
import dev.relata.error.RowNotFoundException;
import dev.relata.model.ManyToMany;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Account;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Relations of a type to itself that hold in both directions. */
public interface SymmetricalContract extends StoreUnderTest {

    private Account account(String name) {
        return stored(new Account(null, name, 0, null, 0));
    }

    private static Long id(Account account) {
        return Objects.requireNonNull(account.id(), "store the account first");
    }

    private void friends(Account of, Account... expected) {
        observe(relata().on(of, Account.FRIENDS).orderBy(asc(Account::name)).all())
                .sends(1)
                .answers(expected);
    }

    /** One link, seen by both. */
    @Test
    @Tag("S36")
    default void addAndRemoveWriteBothDirections() {
        Account ann = account("ann");
        Account bea = account("bea");
        Account cia = account("cia");

        observe(relata().on(ann, Account.FRIENDS).add(bea)).sends(1).answers(true);
        observe(relata().on(bea, Account.FRIENDS).add(ann)).sends(1).answers(false);
        observe(relata().on(ann, Account.FRIENDS).addIds(id(bea), id(cia))).answers(1L);
        friends(ann, bea, cia);
        friends(bea, ann);
        friends(cia, ann);
        observe(relata().on(cia, Account.FRIENDS).removeMany(List.of(ann, bea)))
                .sends(1)
                .answers(1L);
        observe(relata().on(cia, Account.FRIENDS).remove(ann)).sends(1).answers(false);
        friends(ann, bea);
        friends(cia);
    }

    /** A link to oneself. */
    @Test
    @Tag("S36")
    default void aRowThatIsLinkedToItselfHasOneLink() {
        Account ann = account("ann");
        Account bea = account("bea");

        observe(relata().on(ann, Account.FRIENDS).addMany(List.of(ann, bea)))
                .sends(1)
                .answers(2L);
        observe(relata().on(ann, Account.FRIENDS).add(ann)).sends(1).answers(false);
        friends(ann, ann, bea);
        observe(relata().on(ann, Account.FRIENDS).removeMany(List.of(ann, bea)))
                .sends(1)
                .answers(2L);
        friends(ann);
        friends(bea);
    }

    /** By difference, in both directions. */
    @Test
    @Tag("S36")
    default void setAndClearWriteBothDirections() {
        Account ann = account("ann");
        Account bea = account("bea");
        Account cia = account("cia");
        Account dea = account("dea");
        observe(relata().on(ann, Account.FRIENDS).addMany(List.of(bea, cia))).answers(2L);
        observe(relata().on(bea, Account.FRIENDS).add(dea)).answers(true);

        observe(relata().on(ann, Account.FRIENDS).set(List.of(cia, dea)))
                .sends(3)
                .answers();
        friends(ann, cia, dea);
        friends(bea, dea);
        friends(dea, ann, bea);
        observe(relata().on(dea, Account.FRIENDS).clear()).sends(1).answers();
        friends(ann, cia);
        friends(bea);
    }

    /** What a filter hides is not touched, at neither end. */
    @Test
    @Tag("S36")
    default void setAndClearLeaveWhatAFilterHides() {
        ManyToMany<Account, Account> rich = Account.FRIENDS.where(Account::credit, gt(5L));
        Account ann = account("ann");
        Account bea = account("bea");
        Account cia = account("cia");
        observe(relata().on(ann, Account.FRIENDS).addMany(List.of(bea, cia))).answers(2L);
        observe(relata().from(Account.class).where(Account::name).eq("cia").update(set(Account::credit, 9L)))
                .answers(1L);

        observe(relata().on(ann, rich).count()).answers(1L);
        observe(relata().on(ann, rich).clear())
                .sends(statementsOfAWriteThatLooksFirst())
                .answers();
        friends(ann, bea);
        friends(bea, ann);
    }

    /** An owner that is gone, told from a target that is. */
    @Test
    @Tag("S25")
    @Requires(Capability.TRANSACTIONS)
    default void setOfAnOwnerThatIsGoneSaysSo() {
        Account ann = account("ann");
        Account bea = account("bea");
        Account gone = account("gus");
        observe(relata().delete(gone)).answers(true);

        observe(relata().on(gone, Account.FRIENDS).set(List.of(ann)))
                .sends(2)
                .fails(RowNotFoundException.class)
                .hasMessageContaining("Account id=" + gone.id());
        observe(relata().on(ann, Account.FRIENDS).set(List.of(ann, bea)))
                .sends(3)
                .answers();
        friends(ann, ann, bea);
    }

    /** A target that is gone. */
    @Test
    @Tag("S25")
    @Requires({Capability.TRANSACTIONS, Capability.FOREIGN_KEYS})
    default void setOfATargetThatIsGoneLeavesFriendsAsTheyWere() {
        Account ann = account("ann");
        Account bea = account("bea");
        Account gone = account("gus");
        observe(relata().delete(gone)).answers(true);

        observe(relata().on(ann, Account.FRIENDS).set(List.of(bea, gone))).fails(RelatedNotFoundException.class);
        friends(ann);
    }
}

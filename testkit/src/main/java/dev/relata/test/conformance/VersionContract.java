package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RefusedException;
import dev.relata.error.RowNotFoundException;
import dev.relata.error.StaleRowException;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Account;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Rows that count their changes: who has not seen the last one changes nothing. */
public interface VersionContract extends StoreUnderTest {

    private static Account account(String name) {
        return new Account(null, name, 0, null, 0);
    }

    private static Account credit(Account account, long credit) {
        return new Account(account.id(), account.name(), credit, account.sponsorId(), account.version());
    }

    private static Account at(Account account, int version) {
        return new Account(account.id(), account.name(), account.credit(), account.sponsorId(), version);
    }

    private static Long id(Account account) {
        return Objects.requireNonNull(account.id(), "store the account first");
    }

    private @Nullable Account now(Account account) {
        return observe(relata().find(Account.class, id(account))).values().stream()
                .findFirst()
                .orElse(null);
    }

    /** A row that is there, in a version that is not. */
    @Test
    @Tag("S67")
    default void anUpdateOfARowThatHasMovedOnIsRefused() {
        Account first = stored(account("ann"));
        Account second = observe(relata().update(credit(first, 1)))
                .sends(statementsOfAnUpdate())
                .value();

        assertThat(second).isEqualTo(at(credit(first, 1), 1)).isEqualTo(now(first));
        observe(relata().update(credit(first, 2)))
                .sends(2)
                .fails(StaleRowException.class)
                .hasMessageStartingWith("Account id=" + first.id() + " has been changed");
        assertThat(now(first)).isEqualTo(second);
        observe(relata().update(credit(second, 3)))
                .sends(statementsOfAnUpdate())
                .answers(at(credit(second, 3), 2));
    }

    /** A row that is gone is not one that has moved on. */
    @Test
    @Tag("S67")
    default void anUpdateOfARowThatIsGoneSaysSo() {
        Account account = stored(account("ann"));
        observe(relata().delete(account)).answers(true);

        observe(relata().update(account))
                .sends(2)
                .fails(RowNotFoundException.class)
                .hasMessageStartingWith("Account id=" + account.id() + " to update is gone");
        observe(relata().delete(account)).answers(false);
    }

    /** One of many. */
    @Test
    @Tag("S67")
    @Requires(Capability.TRANSACTIONS)
    default void oneStaleRowOfManyUndoesAll() {
        Account ann = stored(account("ann"));
        Account bea = stored(account("bea"));
        Account newer = observe(relata().update(credit(bea, 1))).value();

        observe(relata().bulk().update(List.of(credit(ann, 7), credit(bea, 7)))).fails(StaleRowException.class);
        assertThat(now(ann)).isEqualTo(ann);
        observe(relata().bulk().update(List.of(credit(ann, 7), credit(newer, 7))))
                .sends(statementsOfAnUpdate())
                .answers(at(credit(ann, 7), 1), at(credit(newer, 7), 2));
        assertThat(now(bea)).isEqualTo(at(credit(newer, 7), 2));
    }

    /** The key of a to-one is a part of the row. */
    @Test
    @Tag("S67")
    default void theSetOfAToOneCountsAndCompares() {
        Account ann = stored(account("ann"));
        Account bea = stored(account("bea"));
        Account sponsored = observe(relata().on(ann, Account.SPONSOR).set(bea))
                .sends(statementsOfAnUpdate())
                .value();

        assertThat(sponsored)
                .isEqualTo(new Account(ann.id(), "ann", 0, bea.id(), 1))
                .isEqualTo(now(ann));
        observe(relata().on(ann, Account.SPONSOR).clear()).fails(StaleRowException.class);
        assertThat(now(ann)).isEqualTo(sponsored);
    }

    /** So is that of a row that is given to another owner. */
    @Test
    @Tag("S67")
    @Requires(Capability.TRANSACTIONS)
    default void theAddOfAChildCountsAndCompares() {
        Account ann = stored(account("ann"));
        Account bea = stored(account("bea"));
        Account cia = stored(account("cia"));
        var sponsored = relata().on(ann, Account.SPONSORED);

        Account given = observe(sponsored.add(bea)).sends(1).value();
        assertThat(given)
                .isEqualTo(new Account(bea.id(), "bea", 0, ann.id(), 1))
                .isEqualTo(now(bea));
        observe(sponsored.addMany(List.of(cia, bea))).fails(StaleRowException.class);
        assertThat(now(cia)).isEqualTo(cia);
        observe(sponsored.remove(bea)).answers();
        assertThat(now(bea)).isEqualTo(at(bea, 2));
    }

    /** A selection is given no version to compare with. */
    @Test
    @Tag("S67")
    default void anUpdateOfASelectionCountsWithoutComparing() {
        Account ann = stored(account("ann"));
        Account bea = observe(relata().update(stored(account("bea")))).value();

        observe(relata().from(Account.class).update(set(Account::credit, 5L)))
                .sends(1)
                .answers(2L);
        assertThat(now(ann)).isEqualTo(at(credit(ann, 5), 1));
        assertThat(now(bea)).isEqualTo(at(credit(bea, 5), 2));
        observe(relata().from(Account.class).update(set(Account::version, 9)))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("Account.version");
    }

    /** An upsert inserts a version, or meets one. */
    @Test
    @Tag("S67")
    @Requires({Capability.CONFLICT_POLICIES, Capability.TRANSACTIONS})
    default void anUpsertCountsAndCompares() {
        Account first = observe(relata().upsert(account("ann"), Account::name))
                .sends(statementsOfAWriteThatLooksFirst())
                .value();
        Account second = observe(relata().upsert(credit(first, 1))).sends(1).value();

        assertThat(first.version()).isZero();
        assertThat(second).isEqualTo(at(credit(first, 1), 1)).isEqualTo(now(first));
        observe(relata().upsert(credit(first, 2))).fails(StaleRowException.class);
        observe(relata().upsert(credit(account("ann"), 3), Account::name)).fails(StaleRowException.class);
        observe(relata().bulk().upsert(Account.class, Flux.just(new Account(77L, "new", 1, null, 0), credit(first, 4))))
                .fails(StaleRowException.class);
        observe(relata().from(Account.class).all()).answers(second);
        observe(relata().bulk().upsert(Account.class, Flux.just(credit(second, 4))))
                .answers(1L);
        assertThat(now(first)).isEqualTo(at(credit(second, 4), 2));
    }

    /** Within a chunk, and in one that comes later: the last wins, and is compared with what was there before all of them. */
    @Test
    @Tag("S97")
    @Requires({Capability.CONFLICT_POLICIES, Capability.TRANSACTIONS})
    default void aRowThatIsGivenTwiceIsNotStaleByItself() {
        Account ann = observe(relata().update(stored(account("ann")))).value();
        Account bea = stored(account("bea"));
        Bulk<Account> two = Bulk.chunkSize(2).onConflict(OnConflict.update(Account::name));
        Flux<Account> given = Flux.just(credit(ann, 1), credit(bea, 1), credit(ann, 2), credit(ann, 3), credit(ann, 4));

        observe(relata().bulk(Bulk.chunkSize(2)).update(Account.class, given))
                .sends(3)
                .answers(4L);
        assertThat(now(ann)).isEqualTo(at(credit(ann, 4), 4));
        assertThat(now(bea)).isEqualTo(at(credit(bea, 1), 1));
        observe(relata().bulk(Bulk.chunkSize(2)).update(Account.class, given)).fails(StaleRowException.class);

        Account cia = stored(account("cia"));
        observe(relata().on(bea, Account.SPONSORED).addMany(Flux.just(cia, cia, cia), Bulk.chunkSize(1)))
                .answers(3L);
        assertThat(now(cia)).isEqualTo(new Account(cia.id(), "cia", 0, bea.id(), 3));
        observe(relata().on(bea, Account.SPONSORED).addMany(Flux.just(at(cia, 3), at(cia, 4)), Bulk.chunkSize(1)))
                .fails(StaleRowException.class);

        Flux<Account> mixed = Flux.just(
                new Account(null, "ann", 7, null, 4),
                account("new"),
                new Account(null, "ann", 8, null, 4),
                account("new"));
        observe(relata().bulk(two).upsert(Account.class, mixed.concatWithValues(account("new"))))
                .answers(5L);
        assertThat(now(ann)).isEqualTo(at(credit(ann, 8), 6));
        observe(relata().from(Account.class).where(Account::name).eq("new").values(Account::version))
                .answers(2);
        observe(relata().bulk(two).upsert(Account.class, mixed)).fails(StaleRowException.class);
    }

    /** Rows that the database gives their ids, after one that was changed. */
    @Test
    @Tag("S97")
    @Requires({Capability.CONFLICT_POLICIES, Capability.TRANSACTIONS})
    default void newRowsComeAfterOneThatIsCounted() {
        Account ann = stored(account("ann"));
        Flux<Account> given = Flux.just(credit(ann, 1), account("bea"), account("cia"), credit(ann, 2));

        observe(relata().bulk(Bulk.chunkSize(1)).upsert(Account.class, given)).answers(4L);
        assertThat(now(ann)).isEqualTo(at(credit(ann, 2), 2));
        observe(relata().from(Account.class).count()).answers(3L);
    }

    /** A chunk that one statement writes, too. */
    @Test
    @Tag("S96")
    @Requires({Capability.CONFLICT_POLICIES, Capability.TRANSACTIONS})
    default void anUpsertOfManyOfWhichOneIsStaleLeavesNothing() {
        Account ann = stored(account("ann"));
        observe(relata().update(ann)).value();

        observe(relata().bulk().upsert(List.of(new Account(900L, "new", 0, null, 0), credit(ann, 1))))
                .fails(StaleRowException.class);
        observe(relata().from(Account.class).count()).answers(1L);
    }

    /** A delete of what was not read is refused, too. */
    @Test
    @Tag("S67")
    default void aDeleteOfARowThatHasMovedOnIsRefused() {
        Account first = stored(account("ann"));
        Account bea = stored(account("bea"));
        Account second = observe(relata().update(credit(first, 1))).value();

        observe(relata().delete(first)).sends(1).fails(StaleRowException.class);
        observe(relata().bulk().delete(List.of(bea, first))).sends(1).fails(StaleRowException.class);
        observe(relata().from(Account.class).count()).answers(2L);
        observe(relata().bulk().delete(List.of(bea, second))).answers(2L);
        observe(relata().from(Account.class).count()).answers(0L);
    }

    /** Many who have all seen the same. */
    @Test
    @Tag("S67")
    default void ofManyUpdatesAtOnceOneWins() {
        Account account = stored(account("ann"));
        Flux<Account> atOnce = Flux.range(1, 32)
                .flatMap(
                        i -> relata().update(credit(account, i))
                                .onErrorResume(StaleRowException.class, error -> Mono.empty())
                                .subscribeOn(Schedulers.parallel()),
                        32);

        Account won = observe(atOnce).value();
        assertThat(won.version()).isEqualTo(1);
        assertThat(now(account)).isEqualTo(won);
    }
}

package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;

import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.Unique;
import dev.relata.model.Version;
import org.jspecify.annotations.Nullable;

/**
 * Counts its own changes, and has friends that it is a friend of. Immutable.
 *
 * @param id the id, from the database
 * @param name the name, unique
 * @param credit what it has
 * @param sponsorId the one that vouches for it, optional
 * @param version how often it was changed
 */
public record Account(
        @Id @Nullable Long id,
        @Unique String name,
        long credit,
        @Nullable Long sponsorId,
        @Version int version) {

    /** The one that vouches for it. */
    public static final ManyToOne<Account, Account> SPONSOR =
            manyToOne(Account::sponsorId, Account.class).optional();

    /** Those that it vouches for, by name. */
    public static final OneToMany<Account, Account> SPONSORED =
            oneToMany(Account.class, Account::sponsorId).orderBy(asc(Account::name));

    /** Links that hold in both directions. */
    public static final ManyToMany<Account, Account> FRIENDS =
            manyToMany(Account.class, Account.class).symmetrical();
}

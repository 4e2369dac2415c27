package dev.relata.benchmarks.growth;

import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import dev.relata.model.Table;

/** An owner of children, in memory; also a node of a tree, the owner of the nodes below it. */
@Table(GrowthTables.NODES)
record Owner(@Id long id, long parentId) {

    static final OneToMany<Owner, Child> CHILDREN = oneToMany(Owner.class, Child::ownerId);
    static final OneToMany<Owner, Owner> BELOW = oneToMany(Owner.class, Owner::parentId);
}

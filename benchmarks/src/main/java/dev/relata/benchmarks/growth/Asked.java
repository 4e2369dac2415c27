package dev.relata.benchmarks.growth;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.benchmarks.Event;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;

/** What is in memory when its event is looked up; no table has it. */
record Asked(@Id long id, long eventId) {

    static final ManyToOne<Asked, Event> EVENT = manyToOne(Asked::eventId, Event.class);
}

package dev.relata.test;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.metamodel.Model;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.OneToMany;
import dev.relata.model.Unique;
import dev.relata.spi.Conflict;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Two types, a key and a junction, and requests over them, for tests of the store alone. */
final class SmallModel {

    record Shelf(@Id @Nullable Long id, @Unique String name) {
        static final OneToMany<Shelf, Volume> VOLUMES = oneToMany(Shelf.class, Volume::shelfId);
        static final ManyToMany<Shelf, Label> LABELS = manyToMany(Shelf.class, Label.class);
    }

    record Volume(@Id @Nullable Long id, @Nullable Long shelfId, int pages) {}

    record Label(@Id @Nullable Long id, String text) {}

    static final Model MODEL = Model.of(Shelf.class, Volume.class, Label.class);
    static final EntityType<Shelf> SHELF = MODEL.entity(Shelf.class);
    static final EntityType<Volume> VOLUME = MODEL.entity(Volume.class);
    static final EntityType<Label> LABEL = MODEL.entity(Label.class);
    static final Association VOLUMES = MODEL.relationship(Shelf.VOLUMES).association();
    static final Association LABELS = MODEL.relationship(Shelf.LABELS).association();

    private SmallModel() {}

    static Insert insert(EntityType<?> type, Conflict conflict, Object[]... rows) {
        List<@Nullable Object[]> list = new ArrayList<>(List.of(rows));
        return new Insert(type.name(), type, type.attributes(), list, conflict, type.attributes());
    }

    static Insert shelf(@Nullable Long id, String name) {
        return insert(SHELF, Conflict.error(), new Object[] {id, name});
    }

    static Insert volume(@Nullable Long id, @Nullable Long shelf, int pages) {
        return insert(VOLUME, Conflict.error(), new Object[] {id, shelf, pages});
    }

    static Insert link(Conflict conflict, long shelf, long label) {
        Junction junction = LABELS.junction();
        return insert(junction.type(), conflict, new Object[] {shelf, label});
    }

    static Select all(EntityType<?> type) {
        return Select.rows(type.name(), Query.of(type));
    }

    static Mono<List<Object>> column(Session session, Query query, String name) {
        Attribute attribute = query.type().attribute(name);
        return session.select(Select.rows(query.type().name(), query))
                .map(row -> row[attribute.index()])
                .collectList();
    }

    static Mono<Long> count(Session session, EntityType<?> type) {
        return session.select(all(type)).count();
    }

    static Delete delete(EntityType<?> type, long id) {
        return new Delete(type.name(), Query.of(type).where(new Predicate.KeyIn(type.id(), List.of(List.of((Object)
                id)))));
    }
}

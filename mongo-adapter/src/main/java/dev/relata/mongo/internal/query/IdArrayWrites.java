package dev.relata.mongo.internal.query;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.IdArray;
import dev.relata.mongo.internal.command.Documents;
import dev.relata.mongo.internal.command.LinkCommand;
import dev.relata.mongo.internal.command.LinkCommand.Action;
import dev.relata.mongo.internal.command.LinkCommand.Change;
import dev.relata.mongo.internal.command.RowTarget;
import dev.relata.mongo.internal.command.UpdateCommand;
import dev.relata.spi.Insert;
import dev.relata.spi.Predicate;
import dev.relata.spi.Predicate.KeyIn;
import dev.relata.spi.Query;
import dev.relata.spi.SetLinks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Writes of links that are kept as arrays of ids in the documents of their owners. */
final class IdArrayWrites {

    private final Rendering rendering;
    private final EntityType<?> links;
    private final IdArray array;
    private final Attribute end;
    private final List<Attribute> ownerKey;

    IdArrayWrites(Rendering rendering, EntityType<?> links) {
        this.rendering = rendering;
        this.links = links;
        this.array = links.idArray().orElseThrow();
        this.end = links.attribute(array.field());
        this.ownerKey = links.attributes().stream()
                .filter(attribute -> !attribute.equals(end))
                .toList();
    }

    /** New links, whatever is there already staying as it is. */
    LinkCommand link(Insert insert) {
        Map<BsonDocument, List<BsonValue>> byOwner = new LinkedHashMap<>();
        for (@Nullable Object[] row : insert.rows()) {
            List<Object> key = ownerKey.stream()
                    .map(part -> Objects.requireNonNull(row[part.index()]))
                    .toList();
            byOwner.computeIfAbsent(KeyConditions.equal(rendering, links, ownerKey, key), any -> new ArrayList<>())
                    .add(rendering.value(end, Objects.requireNonNull(row[end.index()])));
        }
        List<Change> changes = new ArrayList<>();
        byOwner.forEach((owner, ids) -> changes.add(new Change(owner, true, Action.ADD, ids)));
        return command(changes, List.of());
    }

    /** The array as a whole. */
    UpdateCommand set(SetLinks set) {
        List<BsonValue> ids =
                set.targets().stream().map(id -> rendering.value(end, id)).toList();
        RowTarget owner = new RowTarget(
                KeyConditions.equal(rendering, links, ownerKey, set.owner()),
                array.owner().table(),
                List.of(),
                true);
        BsonDocument update = Documents.of("$set", Documents.of(array.field(), Documents.array(ids)));
        return new UpdateCommand(array.owner().table(), List.of(new UpdateCommand.Change(owner, update)), true);
    }

    private LinkCommand command(List<Change> changes, List<BsonDocument> read) {
        return new LinkCommand(array.owner().table(), array.field(), changes, read);
    }

    /** Links that go: said by their ends, or else read before. */
    LinkCommand unlink(Query query) {
        SplitConditions parts = SplitConditions.of(query.filter());
        boolean plain = query.source() instanceof Query.AllRows
                && !query.bounded()
                && parts.others().isEmpty();
        Change change = plain ? change(parts.plain()) : null;
        return change == null ? read(query) : command(List.of(change), List.of());
    }

    private LinkCommand read(Query query) {
        StageLevel level = StageLevel.of(rendering, query.bounded() ? query : query.orderBy(List.of()), null);
        level.add(Documents.of("$project", Documents.of(array.field(), Documents.ONE)));
        return command(List.of(), level.stages());
    }

    /** One change of the owners that the parts name; null where they say something else, or how many go would not be known. */
    private @Nullable Change change(List<Predicate> parts) {
        List<Predicate> left = new ArrayList<>(parts);
        KeyIn owners = take(left, array.owner().id().size(), true);
        KeyIn ids = take(left, 1, false);
        boolean one = owners != null && owners.keys().size() == 1;
        BsonDocument filter = owners == null
                ? new BsonDocument()
                : KeyConditions.in(rendering, links, owners.attributes(), owners.keys());
        if (ids != null && left.isEmpty()) {
            return new Change(filter, one, Action.PULL, values(ids));
        }
        if (!one || ids != null || left.size() > 1) {
            return null;
        }
        List<BsonValue> kept = left.isEmpty() ? List.of() : kept(left.get(0));
        return kept == null ? null : new Change(filter, true, Action.KEEP, kept);
    }

    private @Nullable KeyIn take(List<Predicate> parts, int components, boolean ofOwner) {
        for (Predicate part : parts) {
            if (part instanceof KeyIn keys
                    && keys.attributes().size() == components
                    && IdArrayReads.known(links, keys.attributes()) == ofOwner) {
                parts.remove(part);
                return keys;
            }
        }
        return null;
    }

    private @Nullable List<BsonValue> kept(Predicate part) {
        boolean ofEnd = part instanceof Predicate.Not not
                && not.part() instanceof KeyIn keys
                && !IdArrayReads.known(links, keys.attributes());
        return ofEnd ? values((KeyIn) ((Predicate.Not) part).part()) : null;
    }

    private List<BsonValue> values(KeyIn keys) {
        return keys.keys().stream().map(key -> rendering.value(end, key.get(0))).toList();
    }
}

package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.array;
import static dev.relata.mongo.internal.command.Documents.numbered;
import static dev.relata.mongo.internal.command.Documents.of;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Junction;
import dev.relata.mongo.internal.command.Documents;
import dev.relata.mongo.internal.command.Fields;
import dev.relata.spi.Predicate;
import dev.relata.spi.Predicate.All;
import dev.relata.spi.Predicate.Any;
import dev.relata.spi.Predicate.Below;
import dev.relata.spi.Predicate.Compared;
import dev.relata.spi.Predicate.Comparison;
import dev.relata.spi.Predicate.Exists;
import dev.relata.spi.Predicate.KeyIn;
import dev.relata.spi.Predicate.Not;
import dev.relata.spi.Predicate.OwnedBy;
import dev.relata.spi.Predicate.RelatedComparison;
import dev.relata.spi.Predicate.SortComparison;
import java.util.List;
import java.util.Locale;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Turns restrictions into filters; what they need from elsewhere is looked up by stages of the level before. */
final class Filters implements Predicate.Visitor<BsonDocument> {

    /** Holds for no document. */
    static final BsonDocument NONE = of("_id", of("$in", new BsonArray()));

    private final StageLevel level;

    Filters(StageLevel level) {
        this.level = level;
    }

    BsonDocument all(List<Predicate> parts) {
        return Documents.and(parts.stream().map(part -> part.accept(this)).toList());
    }

    static BsonDocument equal(String field, BsonValue value) {
        return of(field, value.isDocument() || value.isRegularExpression() ? of("$eq", value) : value);
    }

    @Override
    public BsonDocument comparison(Comparison predicate) {
        return Comparisons.of(level.rendering(), level.field(predicate.path()), predicate);
    }

    /** Two fields are compared by an expression, whose order has null as the least value. */
    @Override
    public BsonDocument compared(Compared predicate) {
        RowValues values = RowValues.read(level);
        BsonValue left = predicate.left().accept(values);
        BsonValue right = predicate.right().accept(values);
        String operator = "$" + predicate.operator().name().toLowerCase(Locale.ROOT);
        BsonDocument holds = of(operator, array(left, right));
        return of("$expr", of("$and", array(Documents.present(left), Documents.present(right), holds)));
    }

    @Override
    public BsonDocument all(All predicate) {
        return all(predicate.parts());
    }

    @Override
    public BsonDocument any(Any predicate) {
        List<BsonDocument> parts =
                predicate.parts().stream().map(part -> part.accept(this)).toList();
        if (parts.isEmpty()) {
            return NONE;
        }
        return parts.stream().anyMatch(BsonDocument::isEmpty) ? new BsonDocument() : of("$or", array(parts));
    }

    /** Every filter is true or false, so that none of one is its negation. */
    @Override
    public BsonDocument not(Not predicate) {
        if (predicate.part() instanceof Any any) {
            return none(any.parts());
        }
        BsonDocument part = predicate.part().accept(this);
        return part.isEmpty() ? NONE : of("$nor", array(part));
    }

    /** None of several: a level less than the negation of any of them. */
    private BsonDocument none(List<Predicate> predicates) {
        List<BsonDocument> parts =
                predicates.stream().map(part -> part.accept(this)).toList();
        if (parts.stream().anyMatch(BsonDocument::isEmpty)) {
            return NONE;
        }
        return parts.isEmpty() ? new BsonDocument() : of("$nor", array(parts));
    }

    @Override
    public BsonDocument exists(Exists predicate) {
        Association association = predicate.association();
        List<String> key = Fields.of(association.source(), association.sourceKey());
        List<String> variables = numbered("k", key.size());
        OwnerCondition owner = OwnerCondition.ofVariables(association, variables);
        StageLevel related = StageLevel.of(level.rendering(), predicate.query(), owner);
        return some(related, variables, key);
    }

    private BsonDocument some(StageLevel related, List<String> variables, List<String> local) {
        related.add(of("$limit", Documents.ONE));
        related.add(of("$project", of("_id", Documents.ONE)));
        String name = level.rendering().name("_e");
        level.add(LookupStages.pipeline(related.collection(), variables, local, related.stages(), name));
        return of(name, of("$ne", new BsonArray()));
    }

    @Override
    public BsonDocument ownedBy(OwnedBy predicate) {
        Association association = predicate.association();
        Junction junction = association.junction();
        if (junction == null) {
            return KeyConditions.equal(level.rendering(), level.type(), association.targetKey(), predicate.key());
        }
        if (IdArrayReads.toOwners(association)) {
            return KeyConditions.equal(level.rendering(), level.type(), junction.ownerColumns(), predicate.key());
        }
        List<String> variables = numbered("k", association.targetKey().size());
        StageLevel links =
                new StageLevel(level.rendering(), junction.type(), Fields.collection(junction.type()), List.of());
        links.matchEnd(junction.ownerColumns(), KeyConditions.among(List.of(predicate.key())));
        if (junction.steps().isEmpty()) {
            links.matchEnd(junction.targetColumns(), KeyConditions.variables(variables));
        } else {
            LookupStages.follow(links, junction.steps(), List.of(), List.of());
            links.match(
                    KeyConditions.variables(variables).on(level.rendering(), junction.end(), junction.targetColumns()));
        }
        return some(links, variables, Fields.of(level.type(), association.targetKey()));
    }

    @Override
    public BsonDocument below(Below predicate) {
        List<Attribute> id = level.type().id();
        List<String> variables = numbered("k", id.size());
        StageLevel below = TreeStages.below(level.rendering(), predicate, id, variables);
        return some(below, variables, Fields.of(level.type(), id));
    }

    @Override
    public BsonDocument sortComparison(SortComparison predicate) {
        String field = level.field(predicate.value());
        boolean anyType =
                ComputedFields.type(level.rendering(), predicate.value()).isDocument();
        return anyType
                ? SortKeyConditions.compareAnyType(field, predicate.operator(), predicate.key())
                : SortKeyConditions.compare(field, predicate.operator(), predicate.key());
    }

    @Override
    public BsonDocument relatedComparison(RelatedComparison predicate) {
        return Comparisons.of(
                level.field(predicate.value()),
                ComputedFields.type(level.rendering(), predicate.value()),
                predicate.operator(),
                predicate.operands());
    }

    @Override
    public BsonDocument keyIn(KeyIn predicate) {
        return KeyConditions.in(level.rendering(), level.type(), predicate.attributes(), predicate.keys());
    }
}

package dev.relata.test.internal.memory;

import dev.relata.metamodel.Association;
import dev.relata.model.Operator;
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
import dev.relata.spi.Predicate.Visitor;
import dev.relata.spi.Query;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Turns a restriction into a test of rows, with everything that does not depend on the row worked out once. */
final class PredicateCompiler implements Visitor<Predicate<StoredRow>> {

    private final QueryRows rows;

    PredicateCompiler(QueryRows rows) {
        this.rows = rows;
    }

    @Override
    public Predicate<StoredRow> comparison(Comparison predicate) {
        ValueComparison test = ValueComparison.of(predicate);
        return row -> test.holds(rows.value(row, predicate.path()));
    }

    @Override
    public Predicate<StoredRow> compared(Compared predicate) {
        IntPredicate holds = ordered(predicate.operator());
        return row -> {
            Object left = rows.value(row, predicate.left());
            Object right = rows.value(row, predicate.right());
            return left != null && right != null && holds.test(MemoryValues.compareMixed(left, right));
        };
    }

    private static IntPredicate ordered(Operator operator) {
        return switch (operator) {
            case EQ -> order -> order == 0;
            case LT -> order -> order < 0;
            case LTE -> order -> order <= 0;
            case GT -> order -> order > 0;
            case GTE -> order -> order >= 0;
            default -> throw new IllegalArgumentException(operator + " of two values of a row");
        };
    }

    @Override
    public Predicate<StoredRow> all(All predicate) {
        List<Predicate<StoredRow>> parts =
                predicate.parts().stream().map(part -> part.accept(this)).toList();
        return row -> parts.stream().allMatch(part -> part.test(row));
    }

    @Override
    public Predicate<StoredRow> any(Any predicate) {
        List<Predicate<StoredRow>> parts =
                predicate.parts().stream().map(part -> part.accept(this)).toList();
        return row -> parts.stream().anyMatch(part -> part.test(row));
    }

    @Override
    public Predicate<StoredRow> not(Not predicate) {
        return predicate.part().accept(this).negate();
    }

    @Override
    public Predicate<StoredRow> exists(Exists predicate) {
        Association association = predicate.association();
        Query query = predicate.query();
        if (query.source() instanceof Query.AllRows && !query.bounded()) {
            Predicate<StoredRow> test = query.filter().accept(this);
            return row -> anyTarget(association, row, test);
        }
        return row -> {
            MemoryKey key = MemoryKey.of(row.values(), association.sourceKey());
            return key != null && !rows.of(query, association, key).isEmpty();
        };
    }

    private boolean anyTarget(Association association, StoredRow row, Predicate<StoredRow> test) {
        MemoryKey key = MemoryKey.of(row.values(), association.sourceKey());
        return key != null && rows.related().targets(association, key).stream().anyMatch(test);
    }

    @Override
    public Predicate<StoredRow> ownedBy(OwnedBy predicate) {
        MemoryKey owner = MemoryKey.of(predicate.key());
        Set<StoredRow> owned = new HashSet<>(rows.related().targets(predicate.association(), owner));
        return owned::contains;
    }

    @Override
    public Predicate<StoredRow> below(Below predicate) {
        Set<StoredRow> below =
                rows.related().below(predicate, predicate.filter().accept(this));
        return below::contains;
    }

    @Override
    public Predicate<StoredRow> sortComparison(SortComparison predicate) {
        Object operand = rows.sortKeys().value(predicate.key());
        IntPredicate holds = ordered(predicate.operator());
        return row -> {
            Object value = rows.value(row, predicate.value());
            return value != null && holds.test(compared(value, operand));
        };
    }

    private static int compared(Object value, Object sortKey) {
        try {
            return MemoryValues.compare(value, sortKey);
        } catch (ClassCastException e) {
            throw SortKeyTable.foreign();
        }
    }

    @Override
    public Predicate<StoredRow> relatedComparison(RelatedComparison predicate) {
        ValueComparison test = ValueComparison.of(predicate.operator(), predicate.operands());
        return row -> test.holds(rows.value(row, predicate.value()));
    }

    @Override
    public Predicate<StoredRow> keyIn(KeyIn predicate) {
        Set<MemoryKey> keys = predicate.keys().stream().map(MemoryKey::of).collect(Collectors.toSet());
        return row -> {
            MemoryKey key = MemoryKey.of(row.values(), predicate.attributes());
            return key != null && keys.contains(key);
        };
    }
}

package dev.relata.internal.resolve;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Junction;
import dev.relata.spi.Calculation;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.RelatedValue;
import dev.relata.spi.RowValue;
import dev.relata.spi.Truncated;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a query as text that is the same for equal queries in every JVM; what a cursor's fingerprint is of. */
public final class QueryFingerprint implements Predicate.Visitor<String> {

    public static String of(Query query) {
        return new QueryFingerprint().query(query);
    }

    private String query(Query query) {
        String source = query.source() instanceof Query.Derived derived
                ? "(" + query(derived.query()) + ")"
                : query.type().table();
        return source + " where " + query.filter().accept(this) + " order "
                + query.order().stream().map(QueryFingerprint::ordering).toList() + " offset " + query.offset()
                + " limit "
                + query.limit();
    }

    private static String ordering(Ordering ordering) {
        return value(ordering.value()) + " " + ordering.direction() + " " + ordering.nulls();
    }

    private static String value(RowValue value) {
        return value.accept(ValueText.OF);
    }

    private static String path(Path path) {
        return path.steps().stream().map(QueryFingerprint::association).collect(Collectors.joining()) + "."
                + path.attribute().column();
    }

    private static String values(List<?> values) {
        return ValueFingerprint.ordered(values.stream());
    }

    public static String association(Association association) {
        Junction junction = association.junction();
        String through = junction == null
                ? ""
                : "/" + junction.type().table() + columns(junction.ownerColumns())
                        + junction.steps().stream()
                                .map(QueryFingerprint::association)
                                .collect(Collectors.joining())
                        + columns(junction.targetColumns());
        return columns(association.sourceKey()) + through + "→"
                + association.target().table() + columns(association.targetKey());
    }

    private static String columns(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::column).toList().toString();
    }

    @Override
    public String comparison(Predicate.Comparison predicate) {
        String operands = switch (predicate.operator()) {
            case IN, NOT_IN, CONTAINS_ALL, OVERLAPS -> ValueFingerprint.unordered(predicate.operands());
            default -> values(predicate.operands());
        };
        return path(predicate.path()) + " " + predicate.operator() + (predicate.ignoreCase() ? "*" : "") + operands;
    }

    @Override
    public String compared(Predicate.Compared predicate) {
        return value(predicate.left()) + " " + predicate.operator() + " " + value(predicate.right());
    }

    /** Writes a value of a row. */
    private enum ValueText implements RowValue.Visitor<String> {
        OF;

        @Override
        public String constant(RowValue.Constant value) {
            return ValueFingerprint.of(value.value());
        }

        @Override
        public String path(Path value) {
            return QueryFingerprint.path(value);
        }

        @Override
        public String calculation(Calculation value) {
            return "(" + value(value.left()) + " " + value.operation() + " " + value(value.right()) + ")";
        }

        @Override
        public String truncated(Truncated value) {
            return value.unit() + "(" + value(value.time()) + ")";
        }

        @Override
        public String related(RelatedValue value) {
            RowValue operand = value.aggregate().operand();
            return value.aggregate().function() + (value.aggregate().distinct() ? " distinct " : " ")
                    + (operand == null ? "" : value(operand)) + " over " + association(value.association()) + " "
                    + QueryFingerprint.of(value.query());
        }

        @Override
        public String columnDefault(RowValue.ColumnDefault value) {
            return "default";
        }

        @Override
        public String now(RowValue.Now value) {
            return "now";
        }
    }

    @Override
    public String all(Predicate.All predicate) {
        return "all" + predicate.parts().stream().map(part -> part.accept(this)).toList();
    }

    @Override
    public String any(Predicate.Any predicate) {
        return "any" + predicate.parts().stream().map(part -> part.accept(this)).toList();
    }

    @Override
    public String not(Predicate.Not predicate) {
        return "not(" + predicate.part().accept(this) + ")";
    }

    @Override
    public String exists(Predicate.Exists predicate) {
        return "exists(" + association(predicate.association()) + " " + query(predicate.query()) + ")";
    }

    @Override
    public String ownedBy(Predicate.OwnedBy predicate) {
        return association(predicate.association()) + values(predicate.key());
    }

    @Override
    public String sortComparison(Predicate.SortComparison predicate) {
        return value(predicate.value()) + " " + predicate.operator() + " key " + predicate.key();
    }

    @Override
    public String relatedComparison(Predicate.RelatedComparison predicate) {
        return value(predicate.value()) + " " + predicate.operator() + values(predicate.operands());
    }

    @Override
    public String below(Predicate.Below predicate) {
        return "below(" + association(predicate.association()) + " "
                + predicate.filter().accept(this) + values(predicate.root()) + " " + predicate.depth() + ")";
    }

    @Override
    public String keyIn(Predicate.KeyIn predicate) {
        return columns(predicate.attributes()) + " in " + ValueFingerprint.unordered(predicate.keys());
    }
}

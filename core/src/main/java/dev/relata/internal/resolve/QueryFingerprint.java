package dev.relata.internal.resolve;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Junction;
import dev.relata.spi.Operand;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Product;
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
        if (value instanceof Truncated truncated) {
            return truncated.unit() + "(" + path(truncated.time()) + ")";
        }
        if (value instanceof Product product) {
            return "(" + value(product.left()) + "*" + value(product.right()) + ")";
        }
        if (value instanceof RelatedValue related) {
            RowValue operand = related.aggregate().operand();
            return related.aggregate().function() + (related.aggregate().distinct() ? " distinct " : " ")
                    + (operand == null ? "" : value(operand)) + " over " + association(related.association()) + " "
                    + of(related.query());
        }
        return path((Path) value);
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
        return operand(predicate.left()) + " " + predicate.operator() + " " + operand(predicate.right());
    }

    private static String operand(Operand operand) {
        return operand.accept(OperandFingerprint.TEXT);
    }

    /** Writes one side of a comparison. */
    private enum OperandFingerprint implements Operand.Visitor<String> {
        TEXT;

        @Override
        public String constant(Operand.Constant operand) {
            return ValueFingerprint.of(operand.value());
        }

        @Override
        public String stored(Operand.Stored operand) {
            return path(operand.path());
        }

        @Override
        public String calculation(Operand.Calculation operand) {
            return "(" + operand(operand.left()) + " " + operand.operation() + " " + operand(operand.right()) + ")";
        }

        @Override
        public String columnDefault(Operand.ColumnDefault operand) {
            return "default";
        }

        @Override
        public String now(Operand.Now operand) {
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

package library;

import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;

record Line(@Id Long tenantId, @Id Long lineId, Long orderId) {
    static final ManyToOne<Line, Order> ORDER = manyToOne(key(Line::tenantId, Line::orderId), Order.class);
}

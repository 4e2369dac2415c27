package library;

import static dev.relata.model.Relationships.key;

final class KeyOfTwoRecords {

    Object refused() {
        Object key = key(Line::tenantId, Line::orderId);
        key = key(Line::tenantId, Order::orderId); // refused: incompatible
        return key;
    }
}

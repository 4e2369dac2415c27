package library;

import dev.relata.model.Id;
import dev.relata.model.Table;

@Table("orders")
record Order(@Id Long tenantId, @Id Long orderId, String customer) {}

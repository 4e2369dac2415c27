package dev.relata.r2dbc.faults;

/** What happens at a byte. */
enum FaultKind {
    CUT {
        @Override
        Fault at(ShopUnderFaults shop, Direction direction, long at, boolean reset) {
            return Fault.cut(direction, at, reset);
        }
    },
    KILLED {
        @Override
        Fault at(ShopUnderFaults shop, Direction direction, long at, boolean reset) {
            return Fault.before(direction, at, shop.goods()::kill);
        }
    };

    /** Makes the fault. */
    abstract Fault at(ShopUnderFaults shop, Direction direction, long at, boolean reset);
}

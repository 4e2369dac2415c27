package dev.relata.spring.transaction;

import java.util.List;
import org.springframework.beans.factory.DisposableBean;

/**
 * The pools to servers that only read. No beans of type {@link StorePool} each, of which the pool to the application's database is the only
 * one. Closed with the context.
 *
 * @param pools one for each server
 */
record ReaderPools(List<StorePool> pools) implements DisposableBean {

    @Override
    public void destroy() {
        pools.forEach(StorePool::destroy);
    }
}

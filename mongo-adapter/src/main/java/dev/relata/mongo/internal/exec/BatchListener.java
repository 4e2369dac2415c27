package dev.relata.mongo.internal.exec;


/** Is told of every batch but the first, which the read itself brought. */
interface BatchListener {

    void onBatch(int rows, long startedNanos);
}

package dev.relata.spring.web;

import java.io.OutputStream;

/** Writes the rows of one export one after the other. Not thread-safe. */
interface RowWriter extends AutoCloseable {

    /** Opens a writer. */
    @FunctionalInterface
    interface Factory {

        /**
         * Opens a writer over an output, which is not closed with it.
         *
         * @param output takes the bytes
         * @return the writer
         */
        RowWriter open(OutputStream output);
    }

    /** Writes a row, the first one with what stands before all rows. */
    void write(Object row);

    /** Writes what stands behind all rows; without any rows also what stands before them. */
    void end();

    /** Hands all bytes to the output. */
    void flush();

    /** Returns how many bytes have been written and not handed to the output. */
    int held();

    @Override
    void close();
}

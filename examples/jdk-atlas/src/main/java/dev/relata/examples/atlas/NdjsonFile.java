package dev.relata.examples.atlas;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import tools.jackson.databind.json.JsonMapper;

/** A file of JSON objects, one a line. Its calls block; for one thread at a time. */
final class NdjsonFile implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final JsonMapper mapper = JsonMapper.shared();
    private final Path file;
    private final OutputStream output;

    NdjsonFile(Path file) throws IOException {
        this.file = file;
        this.output = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
    }

    void write(Collection<?> objects) {
        try {
            for (Object object : objects) {
                output.write(mapper.writeValueAsBytes(object));
                output.write('\n');
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }

    @Override
    public void close() {
        try {
            output.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }
}

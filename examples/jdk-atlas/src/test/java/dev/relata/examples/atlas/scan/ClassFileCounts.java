package dev.relata.examples.atlas.scan;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Counts what an image holds from the count fields of its class files (JVM specification, 4.1), without ASM and without the scan. */
final class ClassFileCounts {

    final Set<String> packages = new HashSet<>();
    int types;
    int interfaces;
    int methods;
    int fields;

    static ClassFileCounts of(Path root) throws IOException {
        ClassFileCounts counts = new ClassFileCounts();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name =
                        file.getFileName() == null ? "" : file.getFileName().toString();
                if (name.endsWith(".class") && !name.equals("module-info.class")) {
                    counts.add(root, file);
                }
            }
        }
        return counts;
    }

    private void add(Path root, Path file) throws IOException {
        types++;
        packages.add(root.relativize(file.getParent()).toString());
        try (InputStream stream = Files.newInputStream(file);
                DataInputStream input = new DataInputStream(stream)) {
            input.skipNBytes(8);
            skipConstants(input);
            input.skipNBytes(6);
            int ownInterfaces = input.readUnsignedShort();
            interfaces += ownInterfaces;
            input.skipNBytes(2L * ownInterfaces);
            fields += skipMembers(input);
            methods += input.readUnsignedShort();
        }
    }

    private static void skipConstants(DataInputStream input) throws IOException {
        int count = input.readUnsignedShort();
        for (int index = 1; index < count; index++) {
            int tag = input.readUnsignedByte();
            switch (tag) {
                case 1 -> input.skipNBytes(input.readUnsignedShort());
                case 3, 4, 9, 10, 11, 12, 17, 18 -> input.skipNBytes(4);
                case 5, 6 -> {
                    input.skipNBytes(8);
                    index++;
                }
                case 7, 8, 16, 19, 20 -> input.skipNBytes(2);
                case 15 -> input.skipNBytes(3);
                default -> throw new IOException("unknown constant " + tag);
            }
        }
    }

    private static int skipMembers(DataInputStream input) throws IOException {
        int members = input.readUnsignedShort();
        for (int member = 0; member < members; member++) {
            input.skipNBytes(6);
            int attributes = input.readUnsignedShort();
            for (int attribute = 0; attribute < attributes; attribute++) {
                input.skipNBytes(2);
                input.skipNBytes(input.readInt());
            }
        }
        return members;
    }
}

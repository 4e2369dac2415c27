package dev.relata.internal.record;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the class file of a record whether its constructor only stores the components and its accessors only return them. The
 * values of such a record are those that it was made of. Reflection does not tell that.
 */
final class PlainRecords {

    private static final int ALOAD_0 = 0x2a;
    private static final int INVOKESPECIAL = 0xb7;
    private static final int GETFIELD = 0xb4;
    private static final int PUTFIELD = 0xb5;
    private static final int RETURN = 0xb1;
    private static final int FIRST_LOAD = 0x15;
    private static final int LAST_LOAD = 0x19;
    private static final int FIRST_SHORT_LOAD = 0x1a;
    private static final int LAST_SHORT_LOAD = 0x2d;
    private static final int FIRST_VALUE_RETURN = 0xac;
    private static final int LAST_VALUE_RETURN = 0xb0;
    private static final int BYTE = 0xff;

    private final ClassFile file;
    private final RecordComponent[] components;

    private PlainRecords(ClassFile file, RecordComponent[] components) {
        this.file = file;
        this.components = components;
    }

    /**
     * Reads the class file of a record.
     *
     * @return false where a constructor or an accessor does anything else, and where there is no class file to be read
     */
    static boolean isPlain(Class<?> type) {
        String name = type.getName();
        try (InputStream in = type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            return in != null
                    && new PlainRecords(ClassFile.read(in.readAllBytes()), type.getRecordComponents()).isPlain();
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    private boolean isPlain() {
        return storesComponents()
                && Arrays.stream(components)
                        .allMatch(component -> returnsField(component.getName(), descriptor(component)));
    }

    private static String descriptor(RecordComponent component) {
        return component.getType().descriptorString();
    }

    private boolean returnsField(String name, String descriptor) {
        byte[] code = file.code(name, "()" + descriptor);
        return code != null
                && code.length == 5
                && at(code, 0) == ALOAD_0
                && at(code, 1) == GETFIELD
                && name.equals(file.memberName(index(code, 2)))
                && at(code, 4) >= FIRST_VALUE_RETURN
                && at(code, 4) <= LAST_VALUE_RETURN;
    }

    private boolean storesComponents() {
        StringBuilder parameters = new StringBuilder("(");
        Arrays.stream(components).forEach(component -> parameters.append(descriptor(component)));
        byte[] code = file.code("<init>", parameters.append(")V").toString());
        if (code == null || code.length < 5 || at(code, 0) != ALOAD_0 || at(code, 1) != INVOKESPECIAL) {
            return false;
        }
        Set<String> stored = new HashSet<>();
        int position = 4;
        while (position < code.length && at(code, position) == ALOAD_0) {
            position = store(code, position + 1, stored);
        }
        return position == code.length - 1 && at(code, position) == RETURN && stored.size() == components.length;
    }

    /** Reads the load of a parameter and its store into the field of the same component; beyond the end where it is another. */
    private int store(byte[] code, int position, Set<String> stored) {
        int load = at(code, position);
        boolean longForm = load >= FIRST_LOAD && load <= LAST_LOAD;
        if (!longForm && (load < FIRST_SHORT_LOAD || load > LAST_SHORT_LOAD)) {
            return code.length;
        }
        int slot = longForm ? at(code, position + 1) : (load - FIRST_SHORT_LOAD) % 4;
        int put = position + (longForm ? 2 : 1);
        String field = at(code, put) == PUTFIELD ? file.memberName(index(code, put + 1)) : null;
        if (field == null || !field.equals(parameter(slot))) {
            return code.length;
        }
        stored.add(field);
        return put + 3;
    }

    private @Nullable String parameter(int slot) {
        int next = 1;
        for (RecordComponent component : components) {
            if (next == slot) {
                return component.getName();
            }
            next += component.getType() == long.class || component.getType() == double.class ? 2 : 1;
        }
        return null;
    }

    private static int at(byte[] code, int position) {
        return code[position] & BYTE;
    }

    private static int index(byte[] code, int position) {
        return at(code, position) << Byte.SIZE | at(code, position + 1);
    }

    /** The parts of a class file that are needed here: names of members, and the code of methods. */
    private static final class ClassFile {

        private final byte[] bytes;
        private final int[] offsets;
        private int methods;

        private ClassFile(byte[] bytes, int constants) {
            this.bytes = bytes;
            this.offsets = new int[constants];
        }

        static ClassFile read(byte[] bytes) throws IOException {
            ClassFile file = new ClassFile(bytes, index(bytes, 8));
            int position = file.readConstants();
            position += 6;
            position += 2 + 2 * index(bytes, position);
            file.methods = file.skipMembers(position);
            return file;
        }

        private int readConstants() {
            int position = 10;
            for (int i = 1; i < offsets.length; i++) {
                offsets[i] = position;
                int tag = at(bytes, position);
                // Longs and doubles take two places.
                i += tag == 5 || tag == 6 ? 1 : 0;
                position += 1 + constantLength(tag, position);
            }
            return position;
        }

        private int constantLength(int tag, int position) {
            return switch (tag) {
                case 1 -> 2 + index(bytes, position + 1);
                case 7, 8, 16, 19, 20 -> 2;
                case 15 -> 3;
                case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
                case 5, 6 -> 8;
                default -> throw new IllegalStateException("a constant of an unknown kind, " + tag);
            };
        }

        private int skipMembers(int start) {
            int position = start + 2;
            for (int i = index(bytes, start); i > 0; i--) {
                position = skipAttributes(position + 6);
            }
            return position;
        }

        private int skipAttributes(int start) {
            int position = start + 2;
            for (int i = index(bytes, start); i > 0; i--) {
                position += 6 + length(position + 2);
            }
            return position;
        }

        private int length(int position) {
            return index(bytes, position) << Short.SIZE | index(bytes, position + 2);
        }

        /** Returns the instructions of a method, null where it has none. */
        byte @Nullable [] code(String name, String descriptor) {
            int position = methods + 2;
            for (int i = index(bytes, methods); i > 0; i--) {
                if (name.equals(text(index(bytes, position + 2)))
                        && descriptor.equals(text(index(bytes, position + 4)))) {
                    return codeOf(position + 6);
                }
                position = skipAttributes(position + 6);
            }
            return null;
        }

        private byte @Nullable [] codeOf(int attributes) {
            int position = attributes + 2;
            for (int i = index(bytes, attributes); i > 0; i--) {
                if ("Code".equals(text(index(bytes, position)))) {
                    int start = position + 14;
                    return Arrays.copyOfRange(bytes, start, start + length(position + 10));
                }
                position += 6 + length(position + 2);
            }
            return null;
        }

        /** Returns the name of the field that an instruction names, by its constant. */
        String memberName(int constant) {
            int nameAndType = index(bytes, offsets[constant] + 3);
            return text(index(bytes, offsets[nameAndType] + 1));
        }

        private String text(int constant) {
            int offset = offsets[constant] + 1;
            try (DataInputStream in =
                    new DataInputStream(new ByteArrayInputStream(bytes, offset, bytes.length - offset))) {
                return in.readUTF();
            } catch (IOException truncated) {
                throw new IllegalStateException(truncated);
            }
        }
    }
}

package dev.relata.examples.atlas.web.type;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Modifier;
import java.util.stream.Collectors;

/** Writes descriptors and flags of class files as they stand in Java, types by their simple names. Stateless. */
final class Descriptors {

    private static final int SYNTHETIC = 0x1000;

    private Descriptors() {}

    /** As {@code charAt(int)}. */
    static String signature(String name, String descriptor) {
        return name
                + MethodTypeDesc.ofDescriptor(descriptor).parameterList().stream()
                        .map(ClassDesc::displayName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    static String result(String descriptor) {
        return MethodTypeDesc.ofDescriptor(descriptor).returnType().displayName();
    }

    static String field(String descriptor) {
        return ClassDesc.ofDescriptor(descriptor).displayName();
    }

    /** Bits mean different things for methods and for fields, so the mask says which of them are there. */
    static String modifiers(int flags, int mask) {
        String written = Modifier.toString(flags & mask);
        return (flags & SYNTHETIC) == 0 ? written : (written + " synthetic").trim();
    }
}

package dev.relata.examples.atlas.scan;

import dev.relata.examples.atlas.model.Implementation;
import dev.relata.examples.atlas.model.TypeKind;
import java.util.List;
import java.util.stream.IntStream;
import org.objectweb.asm.Opcodes;

/**
 * What a class file says about its type before its members. The array is never changed.
 *
 * @param flags the access flags of the class file
 * @param superclass the number of the superclass, 0 for none
 * @param interfaces the numbers of the direct superinterfaces, in declared order
 * @param isRecord whether it is a record
 */
record TypeHeader(int flags, int superclass, int[] interfaces, boolean isRecord) {

    TypeKind kind() {
        if (has(Opcodes.ACC_ANNOTATION)) {
            return TypeKind.ANNOTATION;
        }
        if (has(Opcodes.ACC_INTERFACE)) {
            return TypeKind.INTERFACE;
        }
        if (has(Opcodes.ACC_ENUM)) {
            return TypeKind.ENUM;
        }
        return isRecord ? TypeKind.RECORD : TypeKind.CLASS;
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    List<Implementation> implementations(int type) {
        return IntStream.of(interfaces)
                .mapToObj(implemented -> new Implementation(type, implemented))
                .toList();
    }
}

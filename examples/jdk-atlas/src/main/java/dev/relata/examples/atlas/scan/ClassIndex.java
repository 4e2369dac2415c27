package dev.relata.examples.atlas.scan;

import java.util.Map;

/**
 * What it takes to find the method that an instruction names: the supertypes and the method signatures of all types, by
 * number. The members of a type have consecutive numbers from 1 on; 0 means "none". Immutable.
 */
final class ClassIndex {

    private final Map<String, Integer> typeByName;
    private final TypeHeader[] headers;
    private final int[] firstMethod;
    private final int[] firstField;
    private final long[] signatures;

    ClassIndex(
            Map<String, Integer> typeByName,
            TypeHeader[] headers,
            int[] firstMethod,
            int[] firstField,
            long[] signatures) {
        this.typeByName = typeByName;
        this.headers = headers;
        this.firstMethod = firstMethod;
        this.firstField = firstField;
        this.signatures = signatures;
    }

    TypeHeader header(int type) {
        return headers[type];
    }

    int firstMethod(int type) {
        return firstMethod[type];
    }

    int firstField(int type) {
        return firstField[type];
    }

    int methodCount() {
        return firstMethod[firstMethod.length - 1] - 1;
    }

    int fieldCount() {
        return firstField[firstField.length - 1] - 1;
    }

    /**
     * The method that {@code owner.name + descriptor} stands for: looked for in the owner, then in its superclasses, then in
     * the interfaces of all of these, depth first in declared order. 0 if there is none, as for every array type: an array
     * has no class file, and its {@code clone()} is not the one of {@code Object}.
     */
    int resolve(String owner, String name, String descriptor) {
        Integer start = typeByName.get(owner);
        if (start == null) {
            return 0;
        }
        long signature = Signature.of(name, descriptor);
        int found = inClasses(start, signature);
        return found != 0 ? found : inInterfaces(start, signature);
    }

    private int inClasses(int start, long signature) {
        int found = 0;
        for (int type = start; type != 0 && found == 0; type = headers[type].superclass()) {
            found = declared(type, signature);
        }
        return found;
    }

    private int inInterfaces(int start, long signature) {
        for (int type = start; type != 0; type = headers[type].superclass()) {
            for (int candidate : headers[type].interfaces()) {
                int own = declared(candidate, signature);
                int found = own != 0 ? own : inInterfaces(candidate, signature);
                if (found != 0) {
                    return found;
                }
            }
        }
        return 0;
    }

    private int declared(int type, long signature) {
        for (int method = firstMethod[type]; method < firstMethod[type + 1]; method++) {
            if (signatures[method] == signature) {
                return method;
            }
        }
        return 0;
    }
}

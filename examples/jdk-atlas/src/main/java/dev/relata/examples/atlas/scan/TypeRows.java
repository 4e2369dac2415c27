package dev.relata.examples.atlas.scan;

import dev.relata.examples.atlas.model.Call;
import dev.relata.examples.atlas.model.Field;
import dev.relata.examples.atlas.model.Method;
import java.util.List;

/**
 * What one class file says of its members. The lists are never changed.
 *
 * @param methods the methods, in the order of their numbers
 * @param fields the fields, in the order of their numbers
 * @param calls distinct pairs of a caller and the callee that one of its four kinds of invoke instruction names, in the order of
 *     the callers. The callee is looked for in the type that the instruction names, then in its superclasses, then in their
 *     interfaces
 * @param unresolved each distinct call of a method that was found nowhere
 */
public record TypeRows(List<Method> methods, List<Field> fields, List<Call> calls, List<UnresolvedCall> unresolved) {

    /**
     * How many rows they are.
     *
     * @return the number of methods, fields and calls together
     */
    public int count() {
        return methods.size() + fields.size() + calls.size();
    }
}

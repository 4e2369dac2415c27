package dev.relata.examples.atlas.scan;

/**
 * A method that an instruction names and that no type of the image declares: mostly {@code clone()} of an array, whose type
 * has no class file, and the signature-polymorphic methods of {@code MethodHandle} and {@code VarHandle}. Immutable.
 *
 * @param caller the number of the calling method
 * @param owner the internal name of the type that the instruction names
 * @param name the name of the method
 * @param descriptor its descriptor
 */
public record UnresolvedCall(int caller, String owner, String name, String descriptor) {

    /** Whether the owner is an array type. */
    public boolean onArray() {
        return owner.startsWith("[");
    }
}

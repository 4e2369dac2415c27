package dev.relata.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.relata.error.ModelException;
import dev.relata.metamodel.Model;
import java.util.List;
import org.assertj.core.api.ListAssert;

/** The errors of models that do not hold together. */
public final class Errors {

    private Errors() {}

    public static ListAssert<String> of(Class<?>... types) {
        return assertThat(list(types));
    }

    public static List<String> list(Class<?>... types) {
        ModelException error = catchThrowableOfType(ModelException.class, () -> Model.of(types));
        assertThat(error).as("the model is refused").isNotNull();
        return error.errors();
    }
}

package dev.relata.examples.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.AtlasModel;
import dev.relata.examples.atlas.report.Display;
import dev.relata.examples.atlas.report.StatementCounter;
import dev.relata.examples.atlas.report.Steps;
import dev.relata.test.InMemoryStore;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

class AnswersTest {

    @TempDir
    Path root;

    private final StatementCounter statements = new StatementCounter();
    private final Relata relata =
            AtlasModel.on(InMemoryStore.builder().listener(statements).build());
    private final Answers answers = new Answers(relata);

    @BeforeEach
    void graph() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Steps steps = new Steps(nowhere, Display.on(nowhere), statements::count);
        SmallImage.in(root)
                .flatMap(scan -> new Importer(relata, steps, statements).write(scan, new UnresolvedCalls()))
                .as(StepVerifier::create)
                .verifyComplete();
    }

    @Test
    void implementorsAreClassesAtAnyDepth() {
        assertThat(ask(Question.IMPLEMENTORS, "java.util.Collection"))
                .containsExactly("app.Stack  (app)", "java.util.ArrayList  (java.base)");
    }

    @Test
    void subtypesAreInterfacesToo() {
        assertThat(ask(Question.SUBTYPES, "java.util.Collection"))
                .containsExactly("app.Stack  (app)", "java.util.ArrayList  (java.base)", "java.util.List  (java.base)");
    }

    @Test
    void supertypesAreClassesAndInterfaces() {
        assertThat(ask(Question.SUPERTYPES, "app.Stack"))
                .containsExactly(
                        "java.lang.Object  (java.base)",
                        "java.util.ArrayList  (java.base)",
                        "java.util.Collection  (java.base)",
                        "java.util.List  (java.base)");
    }

    @Test
    void callersAreTheMethodsWhoseCallsLeadThere() {
        assertThat(ask(Question.CALLERS, "java.util.ArrayList.add"))
                .containsExactly("app.Main.main(): void", "app.Stack.push(): void");
    }

    @Test
    void calleesAreTheMethodsThatItsCallsLeadTo() {
        assertThat(ask(Question.CALLEES, "app.Main.main"))
                .containsExactly("app.Stack.push(): void", "java.util.ArrayList.add(): void");
    }

    @Test
    void requiresCarryTheirModifiers() {
        assertThat(ask(Question.REQUIRES, "app"))
                .containsExactly("java.base  (mandated)", "java.logging  (transitive)");
    }

    @Test
    void callersTakeFourStatementsHoweverManyThereAre() {
        long before = statements.count();

        ask(Question.CALLERS, "java.util.ArrayList.grow");

        assertThat(statements.count() - before).isEqualTo(4);
    }

    @Test
    void methodsThatNobodyCallsHaveAnEmptyAnswer() {
        assertThat(ask(Question.CALLERS, "app.Main.main")).isEmpty();
    }

    @Test
    void unknownNamesAreErrorsThatHelp() {
        assertUnknown(Question.SUBTYPES, "util.List", "This JDK has no type 'util.List'. Did you mean java.util.List?");
        assertUnknown(Question.SUBTYPES, "Nothing", "This JDK has no type 'Nothing'.");
        assertUnknown(Question.CALLERS, "app.Main.go", "The type app.Main declares no method 'go'.");
        assertUnknown(Question.CALLEES, "main", "'main' is not TYPE.METHOD, as java.lang.String.length is.");
        assertUnknown(Question.REQUIRES, "main", "This JDK has no module 'main'.");
    }

    private List<String> ask(Question question, String name) {
        return answers.to(question, name).collectList().block();
    }

    private void assertUnknown(Question question, String name, String message) {
        answers.to(question, name)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(UnknownNameException.class)
                        .hasMessage(message));
    }
}

package dev.relata;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users write compiles with every lint an error; what is wrong does not, for the reason that it is wrong. */
class CompilationTest {

    private static final String MARK = "// refused: ";

    private final Sources sources;

    CompilationTest(@TempDir Path output) {
        sources = new Sources(output);
    }

    @Test
    void everyCallOfTheSurfaceCompilesWithoutAWarning() {
        assertThat(sources.compile(Sources.read("Usage.java")))
                .extracting(Sources::describe)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GreaterThanOfAnotherType",
                "IntegerForALongKey",
                "MixedTypesInOneCondition",
                "MixedTypesInACondition",
                "AssignmentOfAnotherType",
                "FurtherAssignmentOfAnotherType",
                "ValueOfAnotherTypeForAnyProperty",
                "OperatorOfTextOnANumber",
                "RelationshipOfAnotherOwner",
                "PropertyOfAnotherRecord",
                "OrderOfAnotherRecord",
                "ConditionOnAnotherRelationship",
                "CreateAfterWhere",
                "CreateThroughOthers",
                "RelationshipToAnotherType",
                "LinkToAnotherType",
                "DataOfAnotherJoinRecord",
                "KeyOfTwoRecords",
                "InverseOfAnotherType",
                "SumOfAText",
                "HavingOfAnotherType",
                "GroupOrderOfRows",
                "FetchOfAnotherOwner",
                "GraphOfAnotherOwner",
                "OneOfMany",
                "BulkPolicyOfAnotherRecord",
                "RecursionIntoAnotherType",
                "ArithmeticOnAText",
                "ArithmeticWithAnotherType",
                "PropertyOfAnotherTypeAssigned",
                "PropertyOfAnotherRecordAssigned",
                "ComparisonWithAnotherType",
                "ComparisonOfWhatHasNoOrder",
                "ProductOfATime",
                "CalculationOfTwoTypesAssigned",
                "ElementOfAnotherType",
                "ElementsOfAText",
                "WordsOfANumber"
            })
    void onlyTheMarkedLineIsRefused(String name) {
        String source = Sources.read("refused/" + name + ".java");
        List<String> lines = source.lines().toList();
        int marked = IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).contains(MARK))
                .findFirst()
                .orElseThrow();
        String reason = lines.get(marked).replaceFirst(".*" + MARK, "");

        assertThat(sources.compile(source)).isNotEmpty().allSatisfy(diagnostic -> {
            assertThat(diagnostic.getKind()).isEqualTo(Diagnostic.Kind.ERROR);
            assertThat(diagnostic.getLineNumber()).isEqualTo(marked + 1L);
            assertThat(diagnostic.getMessage(Locale.ENGLISH)).contains(reason);
        });
        assertThat(sources.compile(without(lines, marked)))
                .as("the file without the marked line")
                .extracting(Sources::describe)
                .isEmpty();
    }

    private static String without(List<String> lines, int marked) {
        return IntStream.range(0, lines.size())
                .filter(line -> line != marked)
                .mapToObj(lines::get)
                .collect(Collectors.joining("\n"));
    }
}

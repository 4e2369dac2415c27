package dev.relata.spring.graphql;

import dev.relata.Batching;
import dev.relata.spi.Burst;
import graphql.ExecutionResult;
import graphql.GraphQLContext;
import graphql.execution.FetchedValue;
import graphql.execution.instrumentation.FieldFetchingInstrumentationContext;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import graphql.execution.instrumentation.parameters.InstrumentationFieldCompleteParameters;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.execution.instrumentation.parameters.InstrumentationReactiveResultsParameters;
import graphql.language.OperationDefinition.Operation;
import graphql.schema.DataFetcher;
import graphql.schema.GraphQLTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Opens a batch scope for each query and mutation, and one for each event of a subscription, and makes whatever calls several
 * resolvers a burst of it, so that lookups of one level travel together.
 *
 * <p>The engine calls the resolvers of a level in one go: those of the operation's own fields when it begins, those of the rows of a
 * list when the list is there. It says where that begins and where it ends, which is where the bursts do; no clock is needed. Where a
 * batch of Relata has brought the lists of many owners its delivery is a burst around all of them.
 *
 * <p>Scopes go from the reactive context of the request to its resolvers with all else that is in there: Spring keeps the entries of
 * that context in the {@code GraphQLContext}, from which it makes the contexts of the resolvers. Stateless, thread-safe.
 */
final class BatchInstrumentation extends SimplePerformantInstrumentation {

    private final ContextScopes scopes;

    BatchInstrumentation(Batching batching) {
        this.scopes = new ContextScopes(batching);
    }

    /** An operation whose engine throws, which it does when the request is cancelled, ends here and nowhere else. */
    @Override
    public @Nullable InstrumentationContext<ExecutionResult> beginExecution(
            InstrumentationExecutionParameters parameters, InstrumentationState state) {
        GraphQLContext context = parameters.getGraphQLContext();
        return SimpleInstrumentationContext.whenCompleted((result, error) -> {
            ContextScope scope = ContextScope.of(context);
            if (scope != null) {
                scope.close();
            }
        });
    }

    /** The scope of a subscription would remember rows from event to event: each has its own. */
    @Override
    public @Nullable InstrumentationContext<ExecutionResult> beginExecuteOperation(
            InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
        GraphQLContext context = parameters.getExecutionContext().getGraphQLContext();
        Operation operation =
                parameters.getExecutionContext().getOperationDefinition().getOperation();
        if (operation == Operation.SUBSCRIPTION) {
            return super.beginExecuteOperation(parameters, state);
        }
        ContextScope scope = scopes.open(context);
        return FieldBurst.of(scope.burst(), scope);
    }

    @Override
    public @Nullable InstrumentationContext<Object> beginFieldCompletion(
            InstrumentationFieldCompleteParameters parameters, InstrumentationState state) {
        boolean event = isEvent(parameters);
        if (!event && isLeaf(parameters)) {
            return super.beginFieldCompletion(parameters, state);
        }
        Object local = FetchedValue.getLocalContext(
                parameters.getFetchedObject(),
                parameters.getExecutionStrategyParameters().getLocalContext());
        ContextScope ofEvent = event ? ContextScope.of(local) : null;
        Burst burst = ContextScope.burst(parameters.getExecutionContext().getGraphQLContext(), local);
        return burst == Burst.NONE && ofEvent == null
                ? super.beginFieldCompletion(parameters, state)
                : FieldBurst.of(burst, ofEvent);
    }

    /** Whether the field has no resolvers below it. */
    private static boolean isLeaf(InstrumentationFieldCompleteParameters parameters) {
        return GraphQLTypeUtil.isLeaf(
                GraphQLTypeUtil.unwrapAllAs(parameters.getExecutionStepInfo().getType()));
    }

    /** Whether the field is the one that a subscription's event answers. */
    private static boolean isEvent(InstrumentationFieldCompleteParameters parameters) {
        return parameters.getExecutionContext().isSubscriptionOperation()
                && parameters.getExecutionStepInfo().getPath().getLevel() == 1;
    }

    /** The resolvers of all deferred parts are called in one go, behind the answer. */
    @Override
    public @Nullable InstrumentationContext<Void> beginReactiveResults(
            InstrumentationReactiveResultsParameters parameters, InstrumentationState state) {
        Burst burst = ContextScope.burst(parameters.getExecutionContext().getGraphQLContext(), null);
        return parameters.getResultType() == InstrumentationReactiveResultsParameters.ResultType.DEFER
                ? FieldBurst.of(burst, null)
                : super.beginReactiveResults(parameters, state);
    }

    @Override
    public FieldFetchingInstrumentationContext beginFieldFetching(
            InstrumentationFieldFetchParameters parameters, InstrumentationState state) {
        return FetchCancellation.noting(parameters.getExecutionContext().getGraphQLContext());
    }

    @Override
    public DataFetcher<?> instrumentDataFetcher(
            DataFetcher<?> fetcher, InstrumentationFieldFetchParameters parameters, InstrumentationState state) {
        boolean source = parameters.getExecutionContext().isSubscriptionOperation()
                && parameters.getExecutionStepInfo().getPath().getLevel() == 1;
        return source ? new EventDataFetcher(fetcher, scopes) : fetcher;
    }
}

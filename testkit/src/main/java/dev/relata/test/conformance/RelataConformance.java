package dev.relata.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Everything that Relata promises, for one store: implement it in a test class and supply the store.
 *
 * <pre>{@code
 * class MyStoreTest implements RelataConformance {
 *     private final StatementCounter statements = new StatementCounter();
 *     private final Relata relata = Relata.builder()
 *             .store(MyStore.builder().listener(statements).build())
 *             .model(ConformanceModel.types())
 *             .build();
 *     // relata(), statements(), capabilities()
 * }
 * }</pre>
 */
@ExtendWith(LeftOut.class)
public interface RelataConformance
        extends ToOneContract,
                KeyContract,
                HasOneContract,
                OneToManyContract,
                OneToManyRefusalContract,
                ManyToManyContract,
                ThroughContract,
                HasManyThroughContract,
                LinkContract,
                LinkDataContract,
                OrderedContract,
                SymmetricalContract,
                IdArrayContract,
                IdArrayReadContract,
                ArrayChildrenContract,
                SetContract,
                SetAtOnceContract,
                VersionContract,
                IntegrityContract,
                SelectionContract,
                ConditionContract,
                ComparedPropertyContract,
                CalculatedValueContract,
                DocumentConditionContract,
                ComputedUpdateContract,
                RelatedConditionContract,
                NestedConditionContract,
                AggregateContract,
                GroupContract,
                GroupRefusalContract,
                RandomGroupContract,
                RandomProgramContract,
                RelatedAggregateContract,
                FetchedAggregateContract,
                PageContract,
                PageOrderContract,
                PageCursorContract,
                PathOrderContract,
                TreeContract,
                LinkPlanContract,
                RowContract,
                ParallelContract,
                ResumableContract,
                MisuseContract,
                ValidationContract,
                RefusedValueContract,
                WholeWriteContract,
                UniqueKeyContract,
                DeleteContract,
                JoinRecordContract,
                CascadeShapeContract,
                DeleteRefusalContract,
                RandomDeleteContract,
                KeyChangeContract,
                GraphContract,
                GraphRefusalContract,
                RecursionContract,
                ViewContract,
                UnreadableRowContract,
                RandomUnreadableContract,
                LimitContract,
                RandomGraphContract,
                TransactionContract,
                LockContract,
                BulkContract,
                BulkPolicyContract,
                SameRowsContract,
                ConnectionContract,
                ScopeContract,
                ScopeLevelContract,
                ScopeChangeContract,
                LookAheadContract,
                ValueContract,
                NullContract,
                GraphJsonContract,
                ExportContract,
                ObservationContract,
                PlanTerminalContract,
                SchemaContract,
                ReadOnlyContract,
                LabelContract,
                NamingContract,
                KeySizeContract,
                ConverterContract,
                TimeVersionContract,
                SettingsContract,
                HostileInputContract,
                TenantContract,
                WithheldValueContract,
                ExplainContract {

    /** Tells what was left out, and that nothing else was. */
    @Test
    default void leavesOutOnlyWhatTheStoreSaysItCannotDo() {
        assertThat(capabilities()).isEqualTo(relata().capabilities());
        assertThat(LeftOut.names(getClass(), capabilities())).isEqualTo(leftOut());
    }
}

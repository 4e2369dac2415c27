package dev.relata.mongo;

import dev.relata.spi.Capability;
import java.util.Set;
import java.util.TreeSet;

/** The cases of the conformance suite that MongoDB leaves out, and why. */
final class LeftOutCases {

    /** How many are left out whatever the server, and how many more where it has no transactions. */
    static final int ALWAYS = 37;

    static final int WITHOUT_TRANSACTIONS = 54;

    /** MongoDB's transactions have no savepoints, and end with the first command that fails (S65, S73). */
    static final Set<String> SAVEPOINTS = Set.of(
            "aFailedStatementThatIsResumedLeavesTheTransactionUsable",
            "anInnerTransactionIsUndoneAlone",
            "anInnerTransactionThatIsCancelledIsRolledBackAlone",
            "whatWasReadInASavepointThatIsUndoneIsForgotten",
            "whatWasRefusedIsNoPartOfATransactionThatGoesOn");

    /** MongoDB has no column types of its own that compare by other rules (S53). */
    static final Set<String> NATIVE_TYPES =
            Set.of("keysOfTheStoresOwnTypesCompareByItsRules", "rowsOfTheStoresOwnTypesAreWrittenAsOne");

    /** MongoDB has no lock of a document that a read could skip: a transaction that meets another one fails. */
    static final Set<String> ROW_LOCKS = Set.of(
            "aReadThatLocksIsOneStatement",
            "rowsThatOthersHaveLockedAreRefusedWithoutAWait",
            "rowsThatOthersHaveLockedAreSkipped");

    /** These cases cut a connection in the middle of a transaction of PostgreSQL's protocol (S66). */
    static final Set<String> CONNECTIONS =
            Set.of("aConnectionThatIsLostBeforeCommitLeavesNothing", "aConnectionThatIsLostDuringCommitIsUnknown");

    /** MongoDB's documents hold texts and numbers of any length (S115). */
    static final Set<String> VALUE_LIMITS = Set.of(
            "aLargeChunkNamesTheRow",
            "aWriteOfManyThatIsRefusedNamesTheRow",
            "aWriteThatIsRefusedNamesTheProperty",
            "linksWithDataNameTheProperty",
            "theTransactionGoesOnAfterARefusedWrite",
            "validateSaysWhatAWriteSays");

    /** MongoDB's fields have no defaults (S152). */
    static final Set<String> COLUMN_DEFAULTS = Set.of("aDefaultIsThatOfTheColumn");

    /** MongoDB searches texts by an index of a collection only (S158). */
    static final Set<String> FULL_TEXT = Set.of("textsAreSearchedForWords");

    /** MongoDB's dates are milliseconds (S60). */
    static final Set<String> MICROSECONDS = Set.of("timesKeepTheirMicroseconds");

    /** MongoDB checks no keys that refer, and takes no rows along (S80). */
    static final Set<String> FOREIGN_KEYS = Set.of(
            "linksWithDataToATargetThatIsGoneAreNotPut",
            "setOfATargetThatIsGoneLeavesFriendsAsTheyWere",
            "aCascadeTakesEverythingBelowAndNothingBeside",
            "aTargetThatIsGoneInTheLastChunkLeavesNothing",
            "setOfATargetThatIsGoneWritesNothing",
            "whatNothingIsDoneAboutIsTheDatabasesToRefuse",
            "cascadesNameTheTenant");

    /** An _id never changes, and one statement writes one collection (keys that change). */
    static final Set<String> KEY_CHANGES = Set.of(
            "aChangeThatMayNotBeFollowedIsRefused",
            "aRowThatRefersToItselfFollowsItself",
            "anIdThatCannotBeIsRefused",
            "keysOfAnotherSizeFollow",
            "linksThatFollowAKeyCountAndTellTheirTime",
            "manyKeysAreFollowedInStatementsForChunksAndNotForRows",
            "whatRefersToAnIdFollowsItToAnyDepth",
            "whatRefersToAnotherKeyFollowsAnUpdate",
            "changesOfIdsNameTheTenant");

    /** Rollback, isolation and waiting for each other, on a server without transactions. */
    static final Set<String> TRANSACTIONS = Set.of(
            "aStoreWithoutLocksOfRowsSaysSo",
            "lockedRowsAreAnsweredInTheirOrder",
            "noChangeOfARowThatIsLockedIsLost",
            "randomProgramsComeToTheSameAsInMemory",
            "rowsOfAPlanAreLocked",
            "rowsOfALimitThatIsNarrowedAreNotLocked",
            "whatAnswersNoRowsDoesNotLock",
            "aCancelLeavesNothing",
            "aComputedChangeIsUndoneWithItsTransaction",
            "aFailureInTheLastChunkLeavesNothing",
            "aPipelineSeesItsOwnWritesAndOthersDoNot",
            "aRowThatIsGivenTwiceIsNotStaleByItself",
            "aRowThatIsGoneInTheLastChunkLeavesNothing",
            "aStreamAndLookupsShareATransaction",
            "aTransactionReadsWhatItHasWritten",
            "exportsSeeWhatTheirTransactionHasWritten",
            "whatWasReadAheadInATransactionIsOfThatTransactionAlone",
            "aTransactionSeesItsOwnTree",
            "aTransactionGoesOnBehindARequestThatIsTooLarge",
            "aTransactionGoesOnBehindARowThatCannotBeRead",
            "aTransactionThatFailsIsRolledBack",
            "aTransactionThatIsCancelledIsRolledBack",
            "aWriteThatFailsEmitsNothing",
            "aWriteThatStandsForItselfBeginsAgain",
            "addManyIsUndoneWholeWhereOneIsGone",
            "addsAtTheSameTimeGetPlacesOfTheirOwn",
            "anAnswerThatTheRecordRefusesIsUndoneOfManyAndWithItsTransaction",
            "anErrorOfTheSourceArrivesAsItIsAndLeavesNothing",
            "anUpsertCountsAndCompares",
            "anUpsertOfManyOfWhichOneIsStaleLeavesNothing",
            "cascadesAtTheSameTimeWaitForEachOther",
            "createManyOfASourceThatFailsWritesNothing",
            "insertManyWithOneThatIsThereAlreadyWritesNone",
            "linksWithDataAreAddedWholeOrNotAtAll",
            "lookupsInATransactionAndOutsideItNeverMix",
            "newRowsComeAfterOneThatIsCounted",
            "ofManyRowsOneThatIsRefusedUndoesAll",
            "oneStaleRowOfManyUndoesAll",
            "removeOfWhatIsNotTheOwnersFailsAndWritesNothing",
            "rowsOfWhichTheStoreSaysThatTheyAreOneAreWrittenAsOne",
            "setIsUndoneWhereTheOneBeforeMayNotGo",
            "setOfAnOwnerThatIsGoneSaysSo",
            "setOfWhatIsGoneWritesNothing",
            "setsOfLinksAtOnceEndWithOneOfThem",
            "setsOfLinksWithDataAtOnceEndWithOneOfThem",
            "setsOfListsAtOnceEndWithOneOfThem",
            "setsOfRowsAtOnceEndWithOneOfThem",
            "setsOfSymmetricalLinksAtOnceEndWithOneOfThem",
            "theAddOfAChildCountsAndCompares",
            "theLevelsOfATransactionAreOneStatementEach",
            "updateManyIsWhole",
            "whatAListenerThrowsUndoesTheWrite",
            "whatWasReadInATransactionThatIsUndoneIsForgotten",
            "writersOfTheSameRowsAtOnceGetNoError");

    private LeftOutCases() {}

    static Set<String> names(Set<Capability> capabilities) {
        Set<String> names = new TreeSet<>(SAVEPOINTS);
        names.addAll(NATIVE_TYPES);
        names.addAll(ROW_LOCKS);
        names.addAll(CONNECTIONS);
        names.addAll(VALUE_LIMITS);
        names.addAll(COLUMN_DEFAULTS);
        names.addAll(FULL_TEXT);
        names.addAll(MICROSECONDS);
        names.addAll(FOREIGN_KEYS);
        names.addAll(KEY_CHANGES);
        if (!capabilities.contains(Capability.TRANSACTIONS)) {
            names.addAll(TRANSACTIONS);
        }
        return names;
    }
}

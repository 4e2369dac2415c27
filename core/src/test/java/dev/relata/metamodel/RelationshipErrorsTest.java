package dev.relata.metamodel;

import static dev.relata.model.Relationships.hasOne;
import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Relationships.oneToOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.model.Errors;
import dev.relata.model.HasOne;
import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.model.OneToMany;
import dev.relata.model.OneToOne;
import dev.relata.model.OrphanPolicy;
import dev.relata.model.Unique;
import dev.relata.model.UpdatedAt;
import dev.relata.model.Version;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is wrong with single relationships. */
class RelationshipErrorsTest {

    record Author(@Id @Nullable Long id, String name) {}

    record OutsideModel(@Id Long id, Long authorId) {
        static final ManyToOne<OutsideModel, Author> AUTHOR = manyToOne(OutsideModel::authorId, Author.class);
    }

    record UnknownName(@Id Long id, Long authorId) {
        static final ManyToOne<UnknownName, Author> AUTHOR = manyToOne(UnknownName::authorId, "Writer");
    }

    record UnknownKey(@Id Long id) {
        static final OneToMany<UnknownKey, Author> AUTHORS = oneToMany(UnknownKey.class, "Author", "ownerId");
        static final HasOne<UnknownKey, Author> AUTHOR = hasOne(UnknownKey.class, "Author", "keeperId");
    }

    record OtherType(@Id Long id, String authorId) {
        static final ManyToOne<OtherType, Author> AUTHOR = manyToOne(OtherType::authorId, Author.class);
    }

    record OtherSize(@Id Long id, Long tenantId, Long authorId) {
        static final ManyToOne<OtherSize, Author> AUTHOR =
                manyToOne(key(OtherSize::tenantId, OtherSize::authorId), Author.class);
    }

    record Moment(
            @Id Long id,
            @Unique int number,
            @Unique @UpdatedAt Instant at) {}

    record ByVersion(@Id Long id, @Version int version, Instant momentAt) {
        static final ManyToOne<ByVersion, Moment> NUMBER =
                manyToOne(ByVersion::version, Moment.class).references(Moment::number);
        static final ManyToOne<ByVersion, Moment> AT =
                manyToOne(ByVersion::momentAt, Moment.class).references(Moment::at);
    }

    record OptionalButNotNullable(@Id Long id, Long authorId) {
        static final ManyToOne<OptionalButNotNullable, Author> AUTHOR =
                manyToOne(OptionalButNotNullable::authorId, Author.class).optional();
    }

    record RequiredButNullable(@Id Long id, @Nullable Long authorId) {
        static final OneToOne<RequiredButNullable, Author> AUTHOR =
                oneToOne(RequiredButNullable::authorId, Author.class);
    }

    record OptionalById(@Id @Nullable Long id) {
        static final OneToOne<OptionalById, Author> AUTHOR =
                oneToOne(OptionalById::id, Author.class).optional();
    }

    record SetNull(@Id Long id, Long authorId) {
        static final ManyToOne<SetNull, Author> AUTHOR =
                manyToOne(SetNull::authorId, Author.class).onDelete(OnDelete.SET_NULL);
    }

    record Orphans(@Id @Nullable Long id, Long parentId) {
        static final OneToMany<Orphans, Orphans> CHILDREN =
                oneToMany(Orphans.class, Orphans::parentId).orphans(OrphanPolicy.SET_NULL);
    }

    record NotConstant(@Id Long id, Long authorId) {
        static ManyToOne<NotConstant, Author> author = manyToOne(NotConstant::authorId, Author.class);
    }

    record NullConstant(@Id Long id, Long authorId) {
        static final @Nullable ManyToOne<NullConstant, Author> AUTHOR = null;
    }

    record Enrollment(@Id Long id, String studentId, Long courseId) {}

    record Student(@Id Long id) {
        static final ManyToManyThrough<Student, Author, Enrollment> COURSES =
                manyToMany(Student.class, Author.class).through(Enrollment::studentId, Enrollment::courseId);
    }

    record Broken(@Id Long id) {
        static final ManyToOne<Broken, Author> AUTHOR = brokenOnPurpose();

        static ManyToOne<Broken, Author> brokenOnPurpose() {
            throw new IllegalStateException("on purpose");
        }
    }

    static final class Elsewhere {

        record Author(@Id Long id) {}
    }

    record Ambiguous(@Id Long id, Long authorId) {
        static final ManyToOne<Ambiguous, Author> AUTHOR = manyToOne(Ambiguous::authorId, "Author");
    }

    record ByFullName(@Id Long id, Long authorId) {
        static final ManyToOne<ByFullName, Author> AUTHOR =
                manyToOne(ByFullName::authorId, "dev.relata.metamodel.RelationshipErrorsTest$Author");
    }

    @Test
    void aTargetOutsideTheModelIsNamedWithTheRemedy() {
        Errors.of(OutsideModel.class)
                .containsExactly("OutsideModel.AUTHOR refers to Author, which is not in the model: add Author.class to"
                        + " model(…)");
    }

    @Test
    void aTargetByNameIsCheckedAgainstTheModel() {
        Errors.of(UnknownName.class, Author.class)
                .containsExactly("UnknownName.AUTHOR refers to Writer, which is not in the model: add Writer.class to"
                        + " model(…)");
    }

    @Test
    void aNameOfTwoRecordsIsRefusedAndAFullNameTellsThemApart() {
        Errors.of(Ambiguous.class, Author.class, Elsewhere.Author.class)
                .anySatisfy(error -> assertThat(error)
                        .startsWith("Ambiguous.AUTHOR refers to Author, of which the model has several: ")
                        .contains("RelationshipErrorsTest$Author", "RelationshipErrorsTest$Elsewhere$Author")
                        .endsWith("give the full name"));
        assertThat(Errors.list(ByFullName.class, Author.class, Elsewhere.Author.class))
                .noneMatch(error -> error.contains("ByFullName"));
    }

    @Test
    void aKeyByNameIsCheckedAgainstItsRecord() {
        Errors.of(UnknownKey.class, Author.class)
                .containsExactlyInAnyOrder(
                        "UnknownKey.AUTHORS names the property ownerId, which Author does not have: it has [id, name]",
                        "UnknownKey.AUTHOR names the property keeperId, which Author does not have: it has [id, name]");
    }

    @Test
    void aKeyOfAnotherTypeIsRefused() {
        Errors.of(OtherType.class, Author.class)
                .containsExactly(
                        "OtherType.AUTHOR: OtherType.authorId is of type String, but Author.id is of type Long: give both"
                                + " the same type");
    }

    @Test
    void aKeyThatEveryUpdateChangesIsRefused() {
        Errors.of(ByVersion.class, Moment.class)
                .containsExactlyInAnyOrder(
                        "ByVersion.NUMBER goes by ByVersion.version, which every update of the row changes: give a property"
                                + " that keeps its value",
                        "ByVersion.AT goes by Moment.at, which every update of the row changes: give a property that keeps"
                                + " its value");
    }

    @Test
    void aKeyOfAnotherSizeIsRefused() {
        Errors.of(OtherSize.class, Author.class)
                .containsExactly("OtherSize.AUTHOR has a key of 2 component(s) [OtherSize.tenantId,"
                        + " OtherSize.authorId], but refers to 1 [Author.id]: give one property for each, key(A::x,"
                        + " A::y)");
    }

    @Test
    void anOptionalOneNeedsANullableKey() {
        Errors.of(OptionalButNotNullable.class, Author.class)
                .containsExactly("OptionalButNotNullable.AUTHOR is optional(), but its key"
                        + " [OptionalButNotNullable.authorId] has no component that is @Nullable and outside the id:"
                        + " annotate it, or drop optional()");
    }

    @Test
    void aNullableKeyNeedsAnOptionalOne() {
        Errors.of(RequiredButNullable.class, Author.class)
                .containsExactly("RequiredButNullable.AUTHOR is required, but its key [RequiredButNullable.authorId] is"
                        + " @Nullable: add optional(), or drop @Nullable");
    }

    @Test
    void anIdCannotBeCleared() {
        Errors.of(OptionalById.class, Author.class)
                .singleElement()
                .asString()
                .startsWith(
                        "OptionalById.AUTHOR is optional(), but its key [OptionalById.id] has no component that is");
    }

    @Test
    void nothingSetsARequiredKeyToNull() {
        String rest = " has no component that is @Nullable and outside the id: annotate it, or choose another action";

        Errors.of(SetNull.class, Author.class)
                .containsExactly("SetNull.AUTHOR sets its key to null, but [SetNull.authorId]" + rest);
        Errors.of(Orphans.class)
                .containsExactly("Orphans.CHILDREN sets its key to null, but [Orphans.parentId]" + rest);
    }

    @Test
    void aRelationshipIsAConstant() {
        Errors.of(NotConstant.class, Author.class)
                .containsExactly("NotConstant.author is not final: declare relationships as static final constants");
    }

    @Test
    void aNullConstantIsNamed() {
        Errors.of(NullConstant.class, Author.class)
                .singleElement()
                .asString()
                .startsWith("NullConstant.AUTHOR is null: ");
    }

    @Test
    void theKeysOfAJoinRecordFitTheIds() {
        Errors.of(Student.class, Author.class, Enrollment.class)
                .containsExactly(
                        "Student.COURSES: Enrollment.studentId is of type String, but Student.id is of type Long: give both"
                                + " the same type");
        Errors.of(Student.class, Author.class)
                .containsExactly("Student.COURSES refers to Enrollment, which is not in the model: add Enrollment.class"
                        + " to model(…)");
    }

    @Test
    void aRecordThatCannotBeInitialisedIsNamed() {
        assertThat(Errors.list(Broken.class, Author.class)).first().asString().contains("Broken", "on purpose");
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        List<String> errors = Errors.list(
                Author.class,
                UnknownName.class,
                UnknownKey.class,
                OtherType.class,
                OtherSize.class,
                OptionalButNotNullable.class,
                RequiredButNullable.class,
                SetNull.class,
                Orphans.class,
                NotConstant.class);

        assertThat(errors).hasSize(10);
    }
}

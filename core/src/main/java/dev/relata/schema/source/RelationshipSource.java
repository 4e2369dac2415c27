package dev.relata.schema.source;

import dev.relata.model.HasOne;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.Naming;
import dev.relata.model.OnDelete;
import dev.relata.model.OneToMany;
import dev.relata.model.OneToOne;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the constants of relationships into the files of their records: to-ones first, then their other sides, then links. */
final class RelationshipSource {

    private final Map<RecordType, RecordFile> files;
    private final List<Junction> junctions;
    private final Naming naming;
    private final Map<KeyRelation, String> toOnes = new HashMap<>();

    RelationshipSource(Map<RecordType, RecordFile> files, List<Junction> junctions, Naming naming) {
        this.files = files;
        this.junctions = junctions;
        this.naming = naming;
    }

    void write(List<KeyRelation> relations) {
        relations.forEach(this::toOne);
        relations.forEach(relation -> otherSide(relation, relations));
        junctions.stream().filter(Junction::isPure).forEach(this::links);
        junctions.stream().filter(junction -> !junction.isPure()).forEach(this::linkRecords);
    }

    private RecordFile file(RecordType type) {
        return Objects.requireNonNull(files.get(type));
    }

    private void toOne(KeyRelation relation) {
        RecordFile file = file(relation.child());
        boolean single = relation.isSingle();
        String name = file.name(Stream.of(
                JavaNames.constant(relation.words()),
                JavaNames.constant(JavaNames.words(String.join("_", relation.columns())))));
        toOnes.put(relation, name);
        file.constant(
                declared(file, single ? OneToOne.class : ManyToOne.class, relation.child(), relation.parent()),
                name,
                file.method(single ? "oneToOne" : "manyToOne") + "(" + file.key(relation.child(), relation.columns())
                        + ", " + relation.parent().name() + ".class)",
                calls(references(relation), relation.isOptional() ? ".optional()" : "", onDelete(file, relation)));
    }

    private static List<String> calls(String... calls) {
        return Stream.of(calls).filter(call -> !call.isEmpty()).toList();
    }

    private static String references(KeyRelation relation) {
        return relation.toId()
                ? ""
                : ".references("
                        + relation.references().stream()
                                .map(relation.parent()::accessor)
                                .collect(Collectors.joining(", "))
                        + ")";
    }

    private static String onDelete(RecordFile file, KeyRelation relation) {
        OnDelete action = relation.onDelete();
        return action == OnDelete.PROTECT || relation.child().isReadOnly()
                ? ""
                : ".onDelete(" + file.use(OnDelete.class) + "." + action + ")";
    }

    private void otherSide(KeyRelation relation, List<KeyRelation> all) {
        RecordType child = relation.child();
        RecordType parent = relation.parent();
        RecordFile file = file(parent);
        boolean single = relation.isSingle();
        List<String> words = JavaNames.words(child.name());
        String plain = JavaNames.constant(single ? words : JavaNames.plural(words));
        String by = plain + "_BY_" + toOnes.get(relation);
        boolean alone = child != parent
                && all.stream()
                                .filter(other -> other.child() == child && other.parent() == parent)
                                .count()
                        == 1;
        file.constant(
                declared(file, single ? HasOne.class : OneToMany.class, parent, child),
                file.name(alone ? Stream.of(plain, by) : Stream.of(by)),
                file.method(single ? "hasOne" : "oneToMany") + "(" + parent.name() + ".class, "
                        + file.key(child, relation.columns()) + ")",
                calls(references(relation)));
    }

    /** The side first by which the table has its name, if there is one. */
    private void links(Junction found) {
        Junction junction = found.flip().hasDefaultName(naming) && !found.hasDefaultName(naming) ? found.flip() : found;
        boolean several = junction.isSelf()
                || junction.isOneOfSeveral(
                        junctions.stream().filter(Junction::isPure).toList());
        String first = side(junction, several, "");
        side(junction.flip(), several, ".inverseOf(\"" + first + "\")");
    }

    private String side(Junction junction, boolean several, String inverse) {
        RecordType owner = junction.first().parent();
        RecordType target = junction.second().parent();
        RecordFile file = file(owner);
        String name = file.name(linkNames(junction, several));
        // Where two relations lead to one type, both sides of each say where its links are.
        boolean placed = several || inverse.isEmpty();
        file.constant(
                declared(file, ManyToMany.class, owner, target),
                name,
                file.method("manyToMany") + "(" + owner.name() + ".class, " + target.name() + ".class)",
                calls(
                        placed && (several || !junction.hasDefaultName(naming))
                                ? ".junction(" + JavaText.literal(junction.name()) + ")"
                                : "",
                        placed && (several || !junction.hasDefaultColumns(naming)) ? columns(file, junction) : "",
                        inverse));
        return name;
    }

    private static Stream<String> linkNames(Junction junction, boolean several) {
        String target = JavaNames.constant(
                JavaNames.plural(JavaNames.words(junction.second().parent().name())));
        String byColumns = JavaNames.constant(JavaNames.plural(junction.second().words()));
        String byTable = target + "_BY_" + JavaNames.constant(JavaNames.words(junction.name()));
        if (junction.isSelf()) {
            return Stream.of(byColumns, byTable);
        }
        return several ? Stream.of(byTable) : Stream.of(target, byTable);
    }

    private static String columns(RecordFile file, Junction junction) {
        List<String> owners = junction.first().columns();
        List<String> targets = junction.second().columns();
        if (owners.size() == 1 && targets.size() == 1) {
            return ".columns(" + JavaText.literal(owners.get(0)) + ", " + JavaText.literal(targets.get(0)) + ")";
        }
        return ".columns(" + list(file, owners) + ", " + list(file, targets) + ")";
    }

    private static String list(RecordFile file, List<String> columns) {
        return file.use(List.class) + ".of("
                + columns.stream().map(JavaText::literal).collect(Collectors.joining(", ")) + ")";
    }

    private void linkRecords(Junction junction) {
        through(junction);
        through(junction.flip());
    }

    private void through(Junction junction) {
        RecordType owner = junction.first().parent();
        RecordType target = junction.second().parent();
        RecordFile file = file(owner);
        boolean several = junction.isSelf()
                || junction.isOneOfSeveral(
                        junctions.stream().filter(links -> !links.isPure()).toList());
        file.constant(
                file.use(ManyToManyThrough.class) + "<" + owner.name() + ", " + target.name() + ", "
                        + junction.type().name() + ">",
                file.name(linkNames(junction, several)),
                file.method("manyToMany") + "(" + owner.name() + ".class, " + target.name() + ".class)",
                calls(".through(" + throughKey(file, junction, junction.first()) + ", "
                        + throughKey(file, junction, junction.second()) + ")"));
    }

    /** Both are one property, or both are a key. */
    private static String throughKey(RecordFile file, Junction junction, KeyRelation side) {
        int columns =
                junction.first().columns().size() + junction.second().columns().size();
        String key = file.key(junction.type(), side.columns());
        return columns == 2 || side.columns().size() > 1 ? key : file.method("key") + "(" + key + ")";
    }

    private static String declared(RecordFile file, Class<?> kind, RecordType from, RecordType to) {
        return file.use(kind) + "<" + from.name() + ", " + to.name() + ">";
    }
}

package com.example.triggers;

import static dev.relata.model.Conditions.anyOf;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.isNotNull;
import static dev.relata.model.Conditions.isNull;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Conditions.startsWith;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;

import dev.relata.Relata;
import java.util.LinkedHashMap;
import java.util.Map;
import reactor.core.publisher.Flux;

/** Questions, each under the SQL that answers it by hand with one text a row. */
public final class Questions {

    private Questions() {}

    public static Map<String, Flux<?>> of(Relata relata) {
        Map<String, Flux<?>> questions = new LinkedHashMap<>();
        questions.put(
                "SELECT path FROM folders WHERE parent_id = 2 ORDER BY id",
                relata.onKey(Folder.FOLDERS_BY_PARENT, 2L).orderBy(asc(Folder::id)).all().map(Folder::path));
        questions.put(
                "SELECT f.name FROM folders f JOIN folders p ON p.id = f.parent_id JOIN folders g ON g.id = p.parent_id WHERE g.name = 'home' ORDER BY f.id",
                relata.from(Folder.class)
                        .where(Folder.PARENT, it -> it.where(Folder.PARENT, top -> top.where(Folder::name, eq("home"))))
                        .orderBy(asc(Folder::id))
                        .all()
                        .map(Folder::name));
        questions.put(
                "SELECT title FROM documents WHERE NOT deleted AND words > 5 ORDER BY number",
                relata.from(Document.class)
                        .where(Document::deleted, eq(false))
                        .where(Document::words, gt(5))
                        .orderBy(asc(Document::number))
                        .all()
                        .map(Document::title));
        questions.put(
                "SELECT count(*)::text FROM open_documents",
                relata.from(OpenDocument.class).count().flux());
        questions.put(
                "SELECT title FROM open_documents WHERE words < 3 ORDER BY title",
                relata.from(OpenDocument.class)
                        .where(OpenDocument::words, lt(3))
                        .orderBy(asc(OpenDocument::title))
                        .all()
                        .map(it -> String.valueOf(it.title())));
        questions.put(
                "SELECT p.login || ' ' || count(d) FROM people p LEFT JOIN documents d ON d.author_id = p.id GROUP BY p.id ORDER BY p.id",
                relata.from(Person.class)
                        .fetchCount(Person.DOCUMENTS_BY_AUTHOR)
                        .orderBy(asc(Person::id))
                        .graphs()
                        .map(it -> it.root().login() + " " + it.count(Person.DOCUMENTS_BY_AUTHOR)));
        questions.put(
                "SELECT d.title FROM documents d JOIN people p ON p.id = d.reviewer_id WHERE p.full_name IS NULL ORDER BY d.number",
                relata.from(Document.class)
                        .where(Document.REVIEWER, it -> it.where(Person::fullName, isNull()))
                        .orderBy(asc(Document::number))
                        .all()
                        .map(Document::title));
        questions.put(
                "SELECT p.login || ': ' || coalesce(f.bio, '-') FROM people p LEFT JOIN profiles f ON f.person_id = p.id ORDER BY p.id",
                relata.from(Person.class)
                        .fetch(Person.PROFILE)
                        .orderBy(asc(Person::id))
                        .graphs()
                        .map(it -> it.root().login() + ": " + it.one(Person.PROFILE).map(Profile::bio).orElse("-")));
        questions.put(
                "SELECT p.login FROM profiles f JOIN people p ON p.id = f.person_id WHERE f.bio LIKE 'Bio of 1%' ORDER BY p.login",
                relata.from(Profile.class)
                        .where(Profile::bio, startsWith("Bio of 1"))
                        .fetch(Profile.PERSON)
                        .graphs()
                        .map(it -> it.one(Profile.PERSON).orElseThrow().login())
                        .sort());
        questions.put(
                "SELECT p.login FROM people p JOIN badges b ON b.person_id = p.id WHERE b.colour = 'blue' ORDER BY p.id",
                relata.from(Person.class)
                        .where(Person.BADGE, it -> it.where(Badge::colour, eq("blue")))
                        .orderBy(asc(Person::id))
                        .all()
                        .map(Person::login));
        questions.put(
                "SELECT colour || ' ' || count(*) FROM badges GROUP BY colour ORDER BY colour",
                relata.from(Badge.class).group(Badge::colour).count().map(it -> it.key() + " " + it.value()));
        questions.put(
                "SELECT d.title FROM readers r JOIN documents d ON d.number = r.document_number WHERE r.person_id = 4 AND d.deleted ORDER BY d.number",
                relata.onKey(Person.DOCUMENTS_BY_READERS, 4L)
                        .where(Document::deleted, eq(true))
                        .orderBy(asc(Document::number))
                        .all()
                        .map(Document::title));
        questions.put(
                "SELECT d.number || ' ' || count(r) FROM documents d LEFT JOIN readers r ON r.document_number = d.number WHERE d.number < 10 GROUP BY d.number ORDER BY d.number",
                relata.from(Document.class)
                        .where(Document::number, lt(10L))
                        .fetchCount(Document.PEOPLE_BY_READERS)
                        .orderBy(asc(Document::number))
                        .graphs()
                        .map(it -> it.root().number() + " " + it.count(Document.PEOPLE_BY_READERS)));
        questions.put(
                "SELECT p.login FROM people p WHERE NOT EXISTS (SELECT FROM editors e WHERE e.person_id = p.id) ORDER BY p.id",
                relata.from(Person.class)
                        .whereNone(Person.DOCUMENTS_BY_EDITORS, it -> it)
                        .orderBy(asc(Person::id))
                        .all()
                        .map(Person::login));
        questions.put(
                "SELECT count(*)::text FROM documents d WHERE EXISTS (SELECT FROM editors e JOIN people p ON p.id = e.person_id WHERE e.document_number = d.number AND p.login = 'user3')",
                relata.from(Document.class)
                        .whereAny(Document.PEOPLE_BY_EDITORS, it -> it.where(Person::login, eq("user3")))
                        .count()
                        .flux());
        questions.put(
                "SELECT d.title || ' ' || v.stars FROM votes v JOIN documents d ON d.number = v.document_number WHERE v.person_id = 3 AND v.stars > 3 ORDER BY d.number",
                relata.find(Person.class, 3L)
                        .flatMapMany(it -> relata.on(it, Person.DOCUMENTS)
                                .links()
                                .where(Vote::stars, gt((short) 3))
                                .all())
                        .sort((one, other) -> Long.compare(one.data().documentNumber(), other.data().documentNumber()))
                        .map(it -> it.target().title() + " " + it.data().stars()));
        questions.put(
                "SELECT document_number || ' ' || round(avg(stars), 1) FROM votes WHERE document_number <= 4 GROUP BY document_number ORDER BY document_number",
                relata.from(Vote.class)
                        .where(Vote::documentNumber, lt(5L))
                        .group(Vote::documentNumber)
                        .avg(Vote::stars)
                        .map(it -> it.key() + " " + Math.round(it.value() * 10) / 10.0));
        questions.put(
                "SELECT n.text FROM notes n JOIN documents d ON d.number = n.document_number JOIN people a ON a.id = d.author_id WHERE a.login = 'user2' AND n.slot > 30 ORDER BY n.id DESC",
                relata.from(Note.class)
                        .where(Note.DOCUMENT, it -> it.where(Document.AUTHOR, by -> by.where(Person::login, eq("user2"))))
                        .where(Note::slot, gt(30))
                        .orderBy(desc(Note::id))
                        .all()
                        .map(Note::text));
        questions.put(
                "SELECT p.login FROM ranks r JOIN people p ON p.id = r.person_id ORDER BY r.place LIMIT 3",
                relata.from(Rank.class)
                        .fetch(Rank.PERSON)
                        .orderBy(asc(Rank::place))
                        .limit(3)
                        .graphs()
                        .map(it -> it.one(Rank.PERSON).orElseThrow().login()));
        questions.put(
                "SELECT name FROM settings WHERE value IS NULL OR value = 'dark' ORDER BY name",
                relata.from(Setting.class)
                        .where(anyOf(is(Setting::value, isNull()), is(Setting::value, eq("dark"))))
                        .orderBy(asc(Setting::name))
                        .all()
                        .map(Setting::name));
        questions.put(
                "SELECT what FROM audit_log WHERE what LIKE 'INSERT Document 1%' ORDER BY what",
                relata.from(AuditLog.class)
                        .where(AuditLog::what, startsWith("INSERT Document 1"))
                        .orderBy(asc(AuditLog::what))
                        .all()
                        .map(AuditLog::what));
        questions.put(
                "SELECT max(changed_at)::date || ' ' || count(*) FROM documents WHERE changed_at IS NOT NULL",
                relata.from(Document.class)
                        .where(Document::changedAt, isNotNull())
                        .max(Document::changedAt)
                        .zipWith(relata.from(Document.class).count())
                        .map(it -> it.getT1().toString().substring(0, 10) + " " + it.getT2())
                        .flux());
        return questions;
    }
}

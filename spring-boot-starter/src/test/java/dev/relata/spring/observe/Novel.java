package dev.relata.spring.observe;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.Unique;
import dev.relata.spi.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** A model for tests of what is observed: writers, their novels, and the tags of those. */
record Novel(@Id @Nullable Long id, long writerId, String title) {

    static final ManyToOne<Novel, Writer> WRITER = manyToOne(Novel::writerId, Writer.class);
    static final ManyToMany<Novel, Tag> TAGS = manyToMany(Novel.class, Tag.class);
    static final List<Class<?>> MODEL = List.of(Writer.class, Novel.class, Tag.class);

    record Writer(@Id @Nullable Long id, @Unique String name) {
        static final OneToMany<Writer, Novel> NOVELS = oneToMany(Writer.class, Novel::writerId);
    }

    record Tag(@Id @Nullable Long id, String name) {}

    static Relata over(Store store) {
        return Relata.builder()
                .store(store)
                .model(MODEL.toArray(Class<?>[]::new))
                .build();
    }

    /** Four writers with three novels each, and two tags of each novel. */
    static void fill(Relata relata) {
        Flux.range(1, 4)
                .concatMap(writer -> relata.insert(new Writer((long) writer, "writer " + writer)))
                .thenMany(relata.bulk().insert(List.of(new Tag(1L, "sea"), new Tag(2L, "war"))))
                .thenMany(Flux.range(1, 12)
                        .concatMap(novel -> relata.insert(new Novel((long) novel, 1 + novel % 4, "novel " + novel))
                                .flatMap(stored -> relata.on(stored, TAGS).addIds(1L, 2L))))
                .as(StepVerifier::create)
                .expectNextCount(12)
                .verifyComplete();
    }

    /** All writers with their novels and the tags of those, as a request handler reads them. */
    static Flux<String> writersWithNovelsAndTags(Relata relata) {
        return relata.from(Writer.class)
                .all()
                .flatMap(writer -> relata.on(writer, Writer.NOVELS)
                        .all()
                        .flatMap(novel -> relata.on(novel, TAGS).all().map(tag -> novel.title() + " " + tag.name())))
                .as(relata::batched);
    }
}

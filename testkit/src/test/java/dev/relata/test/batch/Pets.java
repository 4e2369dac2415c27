package dev.relata.test.batch;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** A model for tests of batch scopes. */
final class Pets {

    record Owner(@Id @Nullable Long id, String name) {
        static final OneToMany<Owner, Pet> PETS = oneToMany(Owner.class, Pet::ownerId);
    }

    record Pet(@Id @Nullable Long id, @Nullable Long ownerId, String name, int age) {
        static final ManyToOne<Pet, Owner> OWNER =
                manyToOne(Pet::ownerId, Owner.class).optional();
        static final ManyToMany<Pet, Toy> TOYS = manyToMany(Pet.class, Toy.class);
    }

    record Toy(@Id @Nullable Long id, String name) {}

    static final Class<?>[] MODEL = {Owner.class, Pet.class, Toy.class};

    private Pets() {}

    /** So many owners with one pet each; pet and owner have the same id. */
    static void fill(Relata relata, int count) {
        relata.bulk()
                .insert(Owner.class, Flux.range(1, count).map(i -> new Owner((long) i, "owner " + i)))
                .then(relata.bulk().insert(Pet.class, Flux.fromIterable(pets(count))))
                .as(StepVerifier::create)
                .expectNext((long) count)
                .verifyComplete();
    }

    static List<Pet> pets(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(i -> new Pet(i, i, "pet " + i, (int) i))
                .toList();
    }

    static Pet pet(long id) {
        return new Pet(id, id, "pet " + id, (int) id);
    }
}

package dev.relata.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.ProtectedException;
import dev.relata.query.DeletePlan;
import dev.relata.test.conformance.model.Company;
import dev.relata.test.conformance.model.Division;
import dev.relata.test.conformance.model.Employee;
import dev.relata.test.conformance.model.Invoice;
import dev.relata.test.conformance.model.Project;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Deletes of random rows, beside what their meaning is when it is worked out row by row. */
public interface RandomDeleteContract extends StoreUnderTest {

    private Firm firm(Random random) {
        Firm firm = new Firm();
        for (int i = 0; i < 3; i++) {
            firm.companies.add(stored(new Company(null, "company " + i)));
        }
        for (int i = 0; i < 10; i++) {
            Long company = Firm.id(any(firm.companies, random).id());
            Long parent = i == 0 || random.nextBoolean()
                    ? null
                    : any(firm.divisions, random).id();
            firm.divisions.add(stored(new Division(null, company, parent, null, "division " + i)));
        }
        for (int i = 0; i < 10; i++) {
            Long division = Firm.id(any(firm.divisions, random).id());
            firm.employees.add(stored(new Employee(null, division, "employee " + i)));
        }
        firm.divisions.replaceAll(row -> random.nextInt(3) > 0 ? row : led(row, firm, random));
        for (int i = random.nextInt(4); i > 0; i--) {
            Long company = Firm.id(any(firm.companies, random).id());
            Long lead = Firm.id(any(firm.employees, random).id());
            firm.projects.add(stored(new Project(null, company, lead, "project " + i)));
        }
        if (!firm.projects.isEmpty() && random.nextInt(4) == 0) {
            firm.invoices.add(
                    stored(new Invoice(null, Firm.id(any(firm.projects, random).id()), "invoice")));
        }
        return firm;
    }

    /** With a head, and at times below any division, so that circles come about. */
    private Division led(Division row, Firm firm, Random random) {
        Long parent = random.nextInt(3) == 0 ? any(firm.divisions, random).id() : row.parentId();
        Division led = new Division(
                row.id(), row.companyId(), parent, any(firm.employees, random).id(), row.name());
        return observe(relata().update(led)).value();
    }

    private static <T> T any(List<T> rows, Random random) {
        return rows.get(random.nextInt(rows.size()));
    }

    private List<Object> stored() {
        Firm stored = new Firm();
        stored.companies.addAll(observe(relata().from(Company.class).all()).values());
        stored.divisions.addAll(observe(relata().from(Division.class).all()).values());
        stored.employees.addAll(observe(relata().from(Employee.class).all()).values());
        stored.projects.addAll(observe(relata().from(Project.class).all()).values());
        stored.invoices.addAll(observe(relata().from(Invoice.class).all()).values());
        return stored.all();
    }

    private <T> void round(Firm firm, List<T> rows, Function<T, @Nullable Long> id, Class<T> type, Random random) {
        List<T> chosen =
                rows.stream().filter(row -> random.nextInt(rows.size()) < 2).toList();
        Firm left = firm.without(Firm.ids(chosen, id), type);
        Observed<Long> answer = observe(relata().bulk().delete(chosen));
        if (left.broken()) {
            answer.fails(ProtectedException.class);
            assertThat(stored()).isEqualTo(firm.all());
        } else {
            answer.answers((long) chosen.size());
            assertThat(stored()).isEqualTo(left.all());
        }
    }

    private <T> void planned(Firm firm, List<T> rows, Function<T, @Nullable Long> id, Class<T> type, Random random) {
        T one = any(rows, random);
        Firm left = firm.without(Firm.ids(List.of(one), id), type);
        DeletePlan plan = observe(relata().deletePlan(one)).value();
        assertThat(plan.allowed()).as("%s", plan).isEqualTo(!left.broken());
        assertThat(plan.deleted()).as("%s", plan).isEqualTo(firm.size() - left.size());
    }

    /** Rows of any level, of random trees, circles and references. */
    @Test
    @Tag("S81")
    default void randomDeletesLeaveWhatWorkingThemOutRowByRowLeaves() {
        long seed = Long.getLong("relata.seed", System.nanoTime());
        System.out.println("random deletes of seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 24; round++) {
            Firm firm = firm(random);
            planned(firm, firm.companies, Company::id, Company.class, random);
            planned(firm, firm.divisions, Division::id, Division.class, random);
            planned(firm, firm.employees, Employee::id, Employee.class, random);
            switch (round % 3) {
                case 0 -> round(firm, firm.companies, Company::id, Company.class, random);
                case 1 -> round(firm, firm.divisions, Division::id, Division.class, random);
                default -> round(firm, firm.employees, Employee::id, Employee.class, random);
            }
            Mono<Long> rest = relata().from(Invoice.class)
                    .deleteAll()
                    .then(relata().from(Company.class).deleteAll());
            observe(rest).value();
            assertThat(stored()).isEmpty();
        }
    }
}

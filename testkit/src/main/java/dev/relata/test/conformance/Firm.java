package dev.relata.test.conformance;

import dev.relata.test.conformance.model.Company;
import dev.relata.test.conformance.model.Division;
import dev.relata.test.conformance.model.Employee;
import dev.relata.test.conformance.model.Invoice;
import dev.relata.test.conformance.model.Project;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything that is stored, as a delete may leave it. */
final class Firm {

    final List<Company> companies = new ArrayList<>();
    final List<Division> divisions = new ArrayList<>();
    final List<Employee> employees = new ArrayList<>();
    final List<Project> projects = new ArrayList<>();
    final List<Invoice> invoices = new ArrayList<>();

    static Long id(@Nullable Long id) {
        return Objects.requireNonNull(id, "store the row first");
    }

    /** Works out what goes, until nothing more does. */
    Firm without(Set<Long> gone, Class<?> type) {
        Firm left = new Firm();
        Set<Long> company = type == Company.class ? gone : Set.of();
        Set<Long> division = new TreeSet<>(type == Division.class ? gone : Set.of());
        int before;
        do {
            before = division.size();
            divisions.stream()
                    .filter(row -> company.contains(row.companyId())
                            || row.parentId() != null && division.contains(row.parentId()))
                    .forEach(row -> division.add(id(row.id())));
        } while (division.size() > before);
        Set<Long> employee = new TreeSet<>(type == Employee.class ? gone : Set.of());
        employees.stream()
                .filter(row -> division.contains(row.divisionId()))
                .forEach(row -> employee.add(id(row.id())));
        companies.stream().filter(row -> !company.contains(id(row.id()))).forEach(left.companies::add);
        divisions.stream()
                .filter(row -> !division.contains(id(row.id())))
                .map(row -> row.headId() != null && employee.contains(row.headId()) ? headless(row) : row)
                .forEach(left.divisions::add);
        employees.stream().filter(row -> !employee.contains(id(row.id()))).forEach(left.employees::add);
        projects.stream().filter(row -> !company.contains(row.companyId())).forEach(left.projects::add);
        left.invoices.addAll(invoices);
        return left;
    }

    private static Division headless(Division row) {
        return new Division(row.id(), row.companyId(), row.parentId(), null, row.name());
    }

    /** Whether a row that is left refers to one that is not, which only a protected one can. */
    boolean broken() {
        Set<Long> employee = ids(employees, Employee::id);
        Set<Long> project = ids(projects, Project::id);
        return projects.stream().anyMatch(row -> !employee.contains(row.leadId()))
                || invoices.stream().anyMatch(row -> !project.contains(row.projectId()));
    }

    static <T> Set<Long> ids(List<T> rows, Function<T, @Nullable Long> id) {
        Set<Long> ids = new TreeSet<>();
        rows.forEach(row -> ids.add(id(id.apply(row))));
        return ids;
    }

    int size() {
        return companies.size() + divisions.size() + employees.size() + projects.size();
    }

    List<Object> all() {
        List<Object> all = new ArrayList<>();
        List.of(companies, divisions, employees, projects, invoices).forEach(all::addAll);
        all.sort(Comparator.comparing(Object::toString));
        return all;
    }
}

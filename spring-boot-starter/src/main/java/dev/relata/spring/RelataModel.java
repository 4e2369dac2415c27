package dev.relata.spring;

import java.util.List;

/**
 * The records that make up the model of the application. Immutable.
 *
 * <p>Without a bean of this type the packages of the application are searched for records that have an {@code @Id} component.
 *
 * <pre>{@code
 * @Bean
 * RelataModel model() {
 *     return RelataModel.of(Author.class, Book.class);
 * }
 * }</pre>
 *
 * @param records the records, in any order
 */
public record RelataModel(List<Class<?>> records) {

    /**
     * Copies the list.
     *
     * @param records the records, in any order
     */
    public RelataModel {
        records = List.copyOf(records);
    }

    /**
     * Makes a model of these records.
     *
     * @param records the records, in any order
     * @return the model
     */
    public static RelataModel of(Class<?>... records) {
        return new RelataModel(List.of(records));
    }
}

package dev.relata.spring;

import dev.relata.Relata;
import dev.relata.RelataBuilder;
import dev.relata.observe.RelataListener;
import dev.relata.spi.Store;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.persistence.autoconfigure.EntityScanPackages;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * Configures {@link Relata} over the {@link Store} of the application: the one over its {@code ConnectionFactory}, the one over its
 * reactive {@code MongoClient}, or a bean of its own.
 */
@AutoConfiguration(after = {R2dbcStoreAutoConfiguration.class, MongoStoreAutoConfiguration.class})
@ConditionalOnBean(Store.class)
@EnableConfigurationProperties(RelataProperties.class)
public final class RelataAutoConfiguration {

    /**
     * Finds the records in the packages of {@code @EntityScan}, or else in those of the application.
     *
     * @param beans names the packages
     * @param environment decides which profiles are active
     * @param resources reads the classes
     * @return the model
     */
    @Bean
    @ConditionalOnMissingBean
    RelataModel relataModel(BeanFactory beans, Environment environment, ResourceLoader resources) {
        List<String> packages = EntityScanPackages.get(beans).getPackageNames();
        if (packages.isEmpty() && AutoConfigurationPackages.has(beans)) {
            packages = AutoConfigurationPackages.get(beans);
        }
        List<Class<?>> records = new RecordScanner(environment, resources).in(packages);
        if (records.isEmpty()) {
            throw new NoRecordsException(packages);
        }
        return new RelataModel(records);
    }

    /**
     * Builds Relata.
     *
     * @param store the store
     * @param model the records
     * @param properties the properties
     * @param listeners beans that listen to requests
     * @param customizers beans that change the builder
     * @return Relata
     */
    @Bean
    @ConditionalOnMissingBean
    Relata relata(
            Store store,
            RelataModel model,
            RelataProperties properties,
            ObjectProvider<RelataListener> listeners,
            ObjectProvider<RelataBuilderCustomizer> customizers) {
        RelataBuilder builder = Relata.builder()
                .store(store)
                .model(model.records().toArray(Class<?>[]::new))
                .maxBatch(properties.maxBatch())
                .maxCached(properties.maxCached())
                .nPlusOne(properties.nPlusOne())
                .valuesInErrors(properties.valuesInErrors());
        sign(builder, properties.pageCursors());
        listeners.orderedStream().forEach(builder::listener);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    private static void sign(RelataBuilder builder, RelataProperties.PageCursors cursors) {
        String secret = cursors.secret();
        if (!secret.isEmpty()) {
            builder.signPageCursors(
                    secret.getBytes(StandardCharsets.UTF_8),
                    cursors.olderSecrets().stream()
                            .map(older -> older.getBytes(StandardCharsets.UTF_8))
                            .toArray(byte[][]::new));
        }
    }

    /**
     * Compares the schema with the model at start, if the properties ask for it.
     *
     * @param relata what knows the model
     * @param properties the properties
     * @return the comparison, which runs once all singletons are there
     */
    @Bean
    SchemaValidator relataSchemaValidator(Relata relata, RelataProperties properties) {
        return new SchemaValidator(relata, properties.schema());
    }
}

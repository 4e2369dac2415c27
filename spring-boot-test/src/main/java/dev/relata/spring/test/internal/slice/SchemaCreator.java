package dev.relata.spring.test.internal.slice;

import dev.relata.Relata;
import dev.relata.spring.test.TestSchema;
import dev.relata.spring.test.TestStore;
import java.time.Duration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

/** Creates the schema of the model before anything uses it, unless migrations or scripts do. */
final class SchemaCreator implements BeanPostProcessor {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String FLYWAY = "org.flywaydb.core.Flyway";
    private static final String LIQUIBASE = "liquibase.integration.spring.SpringLiquibase";
    private static final String SCRIPTS = "spring.sql.init.schema-locations";

    private final ObjectProvider<RelataTestProperties> properties;
    private final Environment environment;
    private final ListableBeanFactory beans;

    SchemaCreator(ObjectProvider<RelataTestProperties> properties, Environment environment, ListableBeanFactory beans) {
        this.properties = properties;
        this.environment = environment;
        this.beans = beans;
    }

    /** Blocks the thread that starts the application, as other initializers of databases do. */
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof Relata relata && wanted()) {
            relata.schema().createMissing().block(TIMEOUT);
        }
        return bean;
    }

    private boolean wanted() {
        RelataTestProperties chosen = properties.getObject();
        if (chosen.store() == TestStore.IN_MEMORY || chosen.schema() == TestSchema.NONE) {
            return false;
        }
        return chosen.schema() == TestSchema.CREATE || embedded() && !migrated() && !scripted();
    }

    private boolean embedded() {
        return beans.getBeanNamesForType(EmbeddedDatabase.class, true, false).length > 0;
    }

    private boolean migrated() {
        return there(FLYWAY) || there(LIQUIBASE);
    }

    private boolean there(String type) {
        ClassLoader loader = getClass().getClassLoader();
        return ClassUtils.isPresent(type, loader)
                && beans.getBeanNamesForType(ClassUtils.resolveClassName(type, loader), true, false).length > 0;
    }

    private boolean scripted() {
        return environment.containsProperty(SCRIPTS)
                || environment.containsProperty(SCRIPTS + "[0]")
                || new PathMatchingResourcePatternResolver()
                        .getResource("classpath:schema.sql")
                        .exists();
    }
}

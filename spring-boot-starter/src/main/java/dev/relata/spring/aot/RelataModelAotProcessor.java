package dev.relata.spring.aot;

import dev.relata.spring.RelataModel;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.generate.GeneratedMethod;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.aot.BeanRegistrationCode;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragments;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragmentsDecorator;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.javapoet.CodeBlock;
import org.springframework.util.ClassUtils;

/**
 * Writes the records of the model down when the application is built, so that none are searched for at start, and lets their
 * constructors, accessors and constants be reached by reflection. As Spring's own processor for the managed types of JPA.
 */
final class RelataModelAotProcessor implements BeanRegistrationAotProcessor {

    @Override
    public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
        return RelataModel.class.isAssignableFrom(bean.getBeanClass())
                ? BeanRegistrationAotContribution.withCustomCodeFragments(given -> new ModelCode(given, bean))
                : null;
    }

    private static final class ModelCode extends BeanRegistrationCodeFragmentsDecorator {

        private final RegisteredBean bean;
        private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

        ModelCode(BeanRegistrationCodeFragments given, RegisteredBean bean) {
            super(given);
            this.bean = bean;
        }

        @Override
        public CodeBlock generateInstanceSupplierCode(
                GenerationContext generation, BeanRegistrationCode code, boolean allowDirectSupplierShortcut) {
            List<Class<?>> records = bean.getBeanFactory()
                    .getBean(bean.getBeanName(), RelataModel.class)
                    .records();
            records.forEach(record -> reflect(generation.getRuntimeHints().reflection(), record));
            GeneratedMethod method = code.getMethods()
                    .add(
                            "getInstance",
                            builder -> builder.addJavadoc(
                                            "Returns the records of the model, found when the application was built.")
                                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                                    .returns(RelataModel.class)
                                    .addStatement("return $T.of($L)", RelataModel.class, classes(records)));
            return method.toMethodReference().toCodeBlock();
        }

        private void reflect(ReflectionHints hints, Class<?> record) {
            binding.registerReflectionHints(hints, record);
            hints.registerType(
                    record,
                    MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
                    MemberCategory.INVOKE_DECLARED_METHODS,
                    MemberCategory.ACCESS_PUBLIC_FIELDS,
                    MemberCategory.ACCESS_DECLARED_FIELDS);
        }

        /** A record may be package-private, which the generated class, in another package perhaps, cannot name. */
        private static CodeBlock classes(List<Class<?>> records) {
            return records.stream()
                    .map(record -> CodeBlock.of("$T.resolveClassName($S, null)", ClassUtils.class, record.getName()))
                    .collect(CodeBlock.joining(", "));
        }
    }
}

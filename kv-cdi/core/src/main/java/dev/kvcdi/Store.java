package dev.kvcdi;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.Objects;

/**
 * Qualifies an injection point with the name of a store.
 *
 * <pre>{@code
 * @Inject KVStore settings;                              // the default store
 * @Inject @Store("persons") KVStore persons;             // a named store
 * @Inject @Store("persons") TypedKVStore<Person> people; // the same entries as JSON
 * }</pre>
 *
 * <p>A name that appears at an injection point needs no configuration: the store opens on the driver that is present. A store that
 * only code looks up is listed in the configuration key {@code kv.stores}.
 */
@Qualifier @Documented
@Retention(RUNTIME)
@Target({FIELD, METHOD, PARAMETER, TYPE})
public @interface Store {

    /** The name of the store that is injected where no name is given. */
    String DEFAULT = "default";

    /**
     * The store's name: 1 to 63 characters, lower-case words of letters and digits joined by single hyphens, beginning with a letter.
     *
     * @return the name, {@value #DEFAULT} for the unnamed store
     */
    String value() default DEFAULT;

    /**
     * Capabilities without which this injection point cannot work. The requirements of all injection points of a store are united. A
     * driver that can never have one of them fails the deployment; one that turns out to lack it on connecting makes the store
     * unready.
     *
     * @return the required capabilities, none by default
     */
    @Nonbinding
    Capability[] requires() default {};

    /** A {@link Store} qualifier made in code, for programmatic look-up. */
    final class Literal extends AnnotationLiteral<Store> implements Store {

        private static final long serialVersionUID = 1L;

        /** The store's name. */
        private final String value;

        private Literal(String value) {
            this.value = Objects.requireNonNull(value, "value");
        }

        /**
         * Returns the qualifier of the named store.
         *
         * @param name the store's name
         * @return the qualifier, requiring nothing
         */
        public static Literal of(String name) {
            return new Literal(name);
        }

        @Override
        public String value() {
            return value;
        }

        @Override
        public Capability[] requires() {
            return new Capability[0];
        }
    }
}

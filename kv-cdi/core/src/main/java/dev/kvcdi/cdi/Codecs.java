package dev.kvcdi.cdi;

import dev.kvcdi.Codec;
import dev.kvcdi.internal.CoreMessage;
import dev.kvcdi.internal.config.Problem;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The application's codec beans, one for each type of values. */
final class Codecs {

    private final Map<TypeKey, Bean<?>> beans = new HashMap<>();
    private final List<CreationalContext<?>> contexts = new ArrayList<>();

    /**
     * Chooses a codec for each type, by the rules of CDI: alternatives before others.
     *
     * @param candidates the codecs
     * @param manager decides
     * @return what is wrong
     */
    List<String> choose(Map<TypeKey, Set<Bean<?>>> candidates, BeanManager manager) {
        var problems = new ArrayList<String>();
        candidates.forEach((value, codecs) -> {
            try {
                Bean<?> chosen = manager.resolve(codecs);
                if (chosen != null) {
                    beans.put(value, chosen);
                }
            } catch (AmbiguousResolutionException e) {
                var names = new TreeSet<String>();
                codecs.forEach(codec -> names.add(codec.getBeanClass().getName()));
                problems.add(Problem.of(CoreMessage.SEVERAL_CODECS, value, String.join(", ", names))
                        .action("Keep one, or make one an enabled alternative")
                        .describe());
            }
        });
        return problems;
    }

    /**
     * Returns the application's codec for values of a type.
     *
     * @param value the type of the values
     * @param manager makes references
     * @return the codec, empty when the application has none
     */
    Optional<Codec<?>> find(Type value, BeanManager manager) {
        return TypeKey.of(value).map(beans::get).map(bean -> reference(bean, manager));
    }

    private Codec<?> reference(Bean<?> bean, BeanManager manager) {
        CreationalContext<?> context = manager.createCreationalContext(bean);
        synchronized (contexts) {
            contexts.add(context);
        }
        Type type = bean.getTypes().stream()
                .filter(candidate -> TypeKey.of(candidate)
                        .filter(key -> key.raw() == Codec.class)
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(bean + " is no codec"));
        return (Codec<?>) manager.getReference(bean, type, context);
    }

    /** Lets go of the codecs that exist for the stores only. */
    void release() {
        synchronized (contexts) {
            contexts.forEach(CreationalContext::release);
            contexts.clear();
        }
    }
}

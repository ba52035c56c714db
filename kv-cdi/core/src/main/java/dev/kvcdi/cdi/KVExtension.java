package dev.kvcdi.cdi;

import static jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER;
import static jakarta.interceptor.Interceptor.Priority.LIBRARY_BEFORE;

import dev.kvcdi.KVConfigurationException;
import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import dev.kvcdi.internal.config.Configuration;
import dev.kvcdi.internal.config.DataFolder;
import dev.kvcdi.internal.config.Lookup;
import dev.kvcdi.internal.runtime.Telemetry;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.configurator.BeanConfigurator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The portable extension that makes stores injectable. Containers find and call it; applications do not.
 *
 * <p>It notes every injection point of a store, checks the configuration when all are known, adds one application-scoped bean for each
 * store and type, opens the stores when the application starts, and closes them when it stops. What is wrong with the configuration
 * fails the deployment, all of it in one message; an engine that is down does not. Where no store is injected and none configured, it
 * does nothing.
 */
public class KVExtension implements Extension {

    private static final System.Logger LOG = System.getLogger("dev.kvcdi");

    private final InjectionPoints points = new InjectionPoints();
    private final OwnBeans own = new OwnBeans();
    private final Codecs codecs = new Codecs();
    private final JarCopies copies = new JarCopies();
    private @Nullable Stores stores;

    /** For the container. */
    public KVExtension() {}

    void notePoint(@Observes ProcessInjectionPoint<?, ?> event) {
        copies.seenFrom(event.getInjectionPoint().getMember().getDeclaringClass());
        points.add(event.getInjectionPoint());
    }

    void noteBean(@Observes ProcessBean<?> event) {
        if (event.getBean().getBeanClass() != KVExtension.class) {
            copies.seenFrom(event.getBean().getBeanClass());
            own.add(event.getBean());
            if (event instanceof ProcessManagedBean) {
                own.addClass(event.getBean());
            }
        }
    }

    /** Late, so that what other extensions do to injection points is done. */
    void addBeans(@Observes @Priority(LIBRARY_AFTER) AfterBeanDiscovery event, BeanManager manager) {
        var beans = new StoreBeans(points.wants(), own);
        Lookup lookup = Server.lookup();
        if (beans.demands().isEmpty() && points.problems().isEmpty() && !listsStores(lookup)) {
            return;
        }
        ClassLoader loader = loader();
        var configuration = Configuration.read(new Configuration.Request(
                lookup, List.of(), loader, beans.demands(), false, Server::applicationName, DataFolder.ofServer()));
        var problems = new ArrayList<String>(points.problems());
        if (manager.getExtension(KVExtension.class) != this) {
            problems.add(JarCopies.twin());
        }
        problems.addAll(copies.problems());
        problems.addAll(configuration.problems());
        configuration.remarks().forEach(remark -> remark.log(LOG));
        if (!problems.isEmpty()) {
            // Not a deployment problem: the container would first complain about the beans that are missing for that
            // reason.
            event.addDefinitionError(new KVConfigurationException(problems));
            return;
        }
        if (configuration.stores().isEmpty()) {
            // The list in the configuration is blank.
            return;
        }
        var opening = new Stores(
                configuration,
                codecs,
                loader,
                () -> configuration.telemetry() ? Server.telemetry(manager) : Telemetry.NONE);
        stores = opening;
        for (StoreBean bean : beans.beans(configuration.stores())) {
            add(bean, opening, event, manager);
        }
        if (Server.hasHealth()) {
            Class<?> holder = points.holder().or(own::holder).orElse(KVExtension.class);
            event.addBean(new ReadinessBean(opening, Server.applicationName(), holder));
        }
    }

    private static boolean listsStores(Lookup lookup) {
        try {
            return lookup.find("kv.stores").isPresent();
        } catch (RuntimeException e) {
            // It is there but cannot be made out; reading it again reports why.
            return true;
        }
    }

    private static void add(StoreBean bean, Stores stores, AfterBeanDiscovery event, BeanManager manager) {
        BeanConfigurator<Object> configurator = event.<Object>addBean()
                .id(bean.id(Server.applicationName()))
                .beanClass(KVExtension.class)
                .types(bean.types())
                .addQualifiers(Any.Literal.INSTANCE, Store.Literal.of(bean.store()))
                .scope(ApplicationScoped.class);
        if (bean.unnamed()) {
            configurator.addQualifier(Default.Literal.INSTANCE);
        }
        var value = bean.value();
        Function<Instance<Object>, Object> producer = value == null
                ? context -> stores.store(bean.store())
                : context -> stores.view(bean.store(), value, manager);
        configurator.produceWith(producer);
    }

    void chooseCodecs(@Observes AfterDeploymentValidation event, BeanManager manager) {
        List<String> problems = stores == null ? List.of() : codecs.choose(own.codecs(), manager);
        if (!problems.isEmpty()) {
            event.addDeploymentProblem(new KVConfigurationException(problems));
        }
    }

    void start(@Observes @Priority(LIBRARY_BEFORE) @Initialized(ApplicationScoped.class) Object event) {
        if (stores != null) {
            stores.start();
        }
    }

    void stop(@Observes BeforeShutdown event) {
        if (stores != null) {
            stores.close();
        }
    }

    private static ClassLoader loader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? KVStore.class.getClassLoader() : context;
    }
}

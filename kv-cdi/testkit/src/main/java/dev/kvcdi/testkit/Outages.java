package dev.kvcdi.testkit;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether the way between the library and an engine can break, and how the suite breaks it. A harness says one or the other: an engine
 * that has said neither fails the tests of outages.
 *
 * <pre>{@code
 * return Outages.overTcp("kv.acme.url", "acme://localhost:" + server.port());
 * }</pre>
 */
public final class Outages {

    private static final Outages IN_PROCESS = new Outages(null, true);
    private static final Outages UNDECLARED = new Outages(null, false);

    private final @Nullable Opening opening;
    private final boolean inProcess;

    private Outages(@Nullable Opening opening, boolean inProcess) {
        this.opening = opening;
        this.inProcess = inProcess;
    }

    /**
     * Declares that the engine is in the library's own process, with nothing between them that could break. The tests of outages then
     * report this and do nothing else.
     *
     * @return the declaration
     */
    public static Outages inProcess() {
        return IN_PROCESS;
    }

    /** What a harness says that was not asked yet. */
    static Outages undeclared() {
        return UNDECLARED;
    }

    /**
     * Declares that the engine is reached by a way that the harness can break.
     *
     * @param opening makes such a way
     * @return the declaration
     */
    public static Outages over(Opening opening) {
        return new Outages(Objects.requireNonNull(opening, "opening"), false);
    }

    /**
     * Declares that the engine is reached by TCP on this machine, and at no other addresses than a configuration key has.
     *
     * @param key the key, such as {@code kv.acme.url}
     * @param urls its value: the URL of the engine, or those of its servers separated by commas, each with a port. All of them are broken
     *     and mended together
     * @return the declaration
     */
    public static Outages overTcp(String key, String urls) {
        Objects.requireNonNull(key, "key");
        List<URI> targets = Arrays.stream(urls.split(",", -1)).map(URI::create).toList();
        return over(() -> new TcpLine(key, targets));
    }

    boolean areInProcess() {
        return inProcess;
    }

    Line open() throws Exception {
        if (opening == null) {
            throw new AssertionError(
                    "The harness does not say whether its engine can be cut off: let it override outages()");
        }
        return opening.open();
    }

    /** Makes a way to the engine. */
    @FunctionalInterface
    public interface Opening {

        /**
         * Makes a way that works.
         *
         * @return the way, which the suite closes
         * @throws Exception if it cannot be made, which fails the test
         */
        Line open() throws Exception;
    }

    /** A way to an engine, which tests break and mend. Whatever is called, data that the engine has acknowledged stay. */
    public interface Line extends AutoCloseable {

        /**
         * Returns the configuration that leads over this way.
         *
         * @return values by their full keys, which replace those of {@link DriverHarness#properties}
         */
        Map<String, String> properties();

        /** Breaks all connections, and refuses new ones. */
        void cut();

        /** Lets nothing pass any longer, in either direction, while connections stay open and new ones seem to work. */
        void hang();

        /** Lets everything pass again. What was held up by {@link #hang} may still arrive. */
        void restore();

        /** Ends the way. It works when this is called. */
        @Override
        void close();
    }

    private static final class TcpLine implements Line {

        private final List<TcpProxy> proxies;
        private final Map<String, String> properties;

        TcpLine(String key, List<URI> targets) {
            List<TcpProxy> opened = new ArrayList<>();
            List<String> urls = new ArrayList<>();
            for (URI target : targets) {
                TcpProxy proxy = new TcpProxy(target.getPort());
                opened.add(proxy);
                urls.add(target.getScheme() + "://" + proxy.address());
            }
            this.proxies = opened;
            this.properties = Map.of(key, String.join(",", urls));
        }

        @Override
        public Map<String, String> properties() {
            return properties;
        }

        @Override
        public void cut() {
            proxies.forEach(TcpProxy::refuse);
        }

        @Override
        public void hang() {
            proxies.forEach(TcpProxy::hang);
        }

        @Override
        public void restore() {
            proxies.forEach(TcpProxy::accepting);
            proxies.forEach(TcpProxy::resume);
        }

        @Override
        public void close() {
            proxies.forEach(TcpProxy::close);
        }
    }
}

package dev.kvcdi.cdi;

import java.net.URL;
import java.security.CodeSource;

/** What there is to say about more than one copy of this library in an application. */
final class JarCopies {

    private static final String ACTION =
            "\n    action:      Keep one copy: in the EAR's lib, where it serves all modules, or in the WEB-INF/lib of each WAR that uses it";

    private JarCopies() {}

    static String twin() {
        return "The extension of kv-cdi is registered twice in one application, here by " + origin(JarCopies.class)
                + ACTION;
    }

    private static String origin(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null ? "a jar of unknown place" : location.toString();
    }
}

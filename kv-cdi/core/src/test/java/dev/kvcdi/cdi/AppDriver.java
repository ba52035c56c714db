package dev.kvcdi.cdi;

import dev.kvcdi.internal.ScriptedDriver;
import java.util.Objects;
import java.util.function.Consumer;

/** A driver that an application brings along. The test that deploys the application directs it. */
public final class AppDriver extends ScriptedDriver {

    static volatile Consumer<AppDriver> script = driver -> {};
    private static volatile AppDriver last;

    /** For {@link java.util.ServiceLoader}. */
    public AppDriver() {
        name = "app";
        last = this;
        script.accept(this);
    }

    /** Returns the driver that the last application brought. */
    static AppDriver last() {
        return Objects.requireNonNull(last);
    }
}

package dev.kvcdi.sample;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** Provides the clock, which is injected so that tests can stop it. */
@Dependent
public class SystemClock {

    /**
     * Returns the clock.
     *
     * @return the system's clock
     */
    @Produces
    public Clock clock() {
        return Clock.systemUTC();
    }
}

package dev.kvcdi.testkit;

import dev.kvcdi.Capability;
import dev.kvcdi.spi.KVDriver;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** Drivers that can do less keep the contract too: every test of what they lack checks its refusal. */
class LesserContractTest {

    @Nested
    class NoCapabilities extends Lesser {
        NoCapabilities() {
            super(Set.of());
        }
    }

    @Nested
    class AllButConditionalWrites extends Lesser {
        AllButConditionalWrites() {
            super(Set.of(Capability.ATOMIC_BATCHES, Capability.WATCH, Capability.ORDERED));
        }
    }

    private abstract static class Lesser extends DriverContract {

        private final Set<Capability> capabilities;

        Lesser(Set<Capability> capabilities) {
            this.capabilities = capabilities;
        }

        @Override
        protected DriverHarness harness() {
            return new DriverHarness() {
                @Override
                public Outages outages() {
                    return Outages.inProcess();
                }

                @Override
                public KVDriver driver() {
                    return new LesserDriver(capabilities);
                }
            };
        }
    }
}

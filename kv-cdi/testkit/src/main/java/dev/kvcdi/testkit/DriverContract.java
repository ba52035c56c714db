package dev.kvcdi.testkit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Everything that a driver promises, as tests. Extend it with a class that any JUnit Platform finds, and give it a harness: all parts run,
 * and none can be left out.
 *
 * <p>Where JUnit may run tests in parallel ({@code junit.jupiter.execution.parallel.enabled}), those of outages run beside the others, each
 * one after the other: they wait for the most part.
 *
 * <p>Inside a server, select the class by name, or one of its nested classes; nothing is looked for on the class path.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DriverContract {

    private @Nullable DriverHarness harness;

    /** Makes the suite. */
    protected DriverContract() {}

    /**
     * Returns the harness of the driver under test.
     *
     * @return the harness; called once for each part of the suite
     */
    protected abstract DriverHarness harness();

    private synchronized DriverHarness shared() {
        DriverHarness made = harness;
        if (made == null) {
            made = new OneAtATime(harness());
            harness = made;
        }
        return made;
    }

    @Nested
    @DisplayName("Declaration")
    final class DeclarationTests extends DeclarationContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Presence and absence")
    final class AbsenceTests extends AbsenceContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Keys")
    final class KeyTests extends KeyContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Values")
    final class ValueTests extends ValueContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Nulls")
    final class NullTests extends NullContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Expiry")
    final class ExpiryTests extends ExpiryContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Versions")
    final class VersionTests extends VersionContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Conditions")
    final class ConditionTests extends ConditionContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Compute")
    final class ComputeTests extends ComputeContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Batches")
    final class BatchTests extends BatchContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Atomic batches")
    final class AtomicTests extends AtomicContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Atomic batches, racing")
    final class AtomicRaceTests extends AtomicRaceContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Listings")
    final class ListingTests extends ListingContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Pages")
    final class PageTests extends PageContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Copies")
    final class CopyTests extends CopyContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Views")
    final class ViewTests extends ViewContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Watches")
    final class WatchTests extends WatchContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Watches, slow, racing and closing")
    final class WatchLifeTests extends WatchLifeContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Capabilities")
    final class CapabilityTests extends CapabilityContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Errors")
    final class ErrorTests extends ErrorContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("Outages")
    final class OutageTests extends OutageContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("Outages, watches")
    final class OutageWatchTests extends OutageWatchContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Interrupts")
    final class InterruptTests extends InterruptContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Concurrency")
    final class ConcurrencyTests extends ConcurrencyContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Backends")
    final class BackendTests extends BackendContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Histories")
    final class HistoryTests extends HistoryContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Closing")
    final class CloseTests extends CloseContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Persistence")
    final class PersistenceTests extends PersistenceContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }

    @Nested
    @DisplayName("Random operations")
    final class RandomTests extends RandomContract {

        @Override
        DriverHarness harness() {
            return shared();
        }
    }
}

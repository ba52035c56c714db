package dev.kvcdi.testkit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The suite on a broken driver. {@link BrokenDriverTest} runs parts of it; by its name no build finds it. */
class BrokenContract extends DriverContract {

    static volatile @Nullable Defect defect;

    @Override
    protected DriverHarness harness() {
        return Objects.requireNonNull(defect, "defect").harness().get();
    }
}

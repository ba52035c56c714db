package dev.kvcdi.testkit;

import dev.kvcdi.spi.KVDriver;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The suite on a broken driver. {@link BrokenDriverTest} runs parts of it; by its name no build finds it. */
class BrokenContract extends DriverContract {

    static volatile @Nullable Defect defect;

    @Override
    protected DriverHarness harness() {
        Defect current = Objects.requireNonNull(defect, "defect");
        return new DriverHarness() {
            @Override
            public Outages outages() {
                return Outages.inProcess();
            }

            @Override
            public KVDriver driver() {
                return new BrokenDriver(current);
            }
        };
    }
}

package dev.kvcdi.sample.events;

import dev.kvcdi.Store;
import dev.kvcdi.sample.access.Caller;
import dev.kvcdi.sample.access.Protection;
import java.util.Optional;

/** What a listener hears of all that happens. */
@FunctionalInterface
interface EventView {

    /** Everything: where no tokens are asked for. */
    EventView ALL = Optional::of;

    /** Returns an event as the listener hears it, empty when it is not for these ears. */
    Optional<StoreEvent> of(StoreEvent event);

    /** Returns what a caller hears: of the stores whose entries the caller may read, and of users the caller's own. */
    static EventView of(Caller caller) {
        return event -> switch (event.name()) {
            case Protection.USERS -> event.below(caller.prefix());
            case Store.DEFAULT -> caller.admin() ? Optional.of(event) : Optional.empty();
            default -> Optional.of(event);
        };
    }
}

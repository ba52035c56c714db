package dev.kvcdi.sample.events;

import dev.kvcdi.Store;
import dev.kvcdi.sample.access.Caller;
import dev.kvcdi.sample.access.Protection;
import java.time.Instant;
import java.util.Optional;

/** What a listener hears of all that happens. */
@FunctionalInterface
interface EventView {

    /** Everything: where no tokens are asked for. */
    EventView ALL = Optional::of;

    /** When the listener may hear no more: never, unless it says so. */
    default Instant until() {
        return Instant.MAX;
    }

    /** Returns an event as the listener hears it, empty when it is not for these ears. */
    Optional<StoreEvent> of(StoreEvent event);

    /** Returns what a caller hears: of the stores whose entries the caller may read, and of users the caller's own. */
    static EventView of(Caller caller) {
        return new Callers(caller);
    }

    /** What a caller hears, as long as the token is good. */
    record Callers(Caller caller) implements EventView {

        @Override
        public Optional<StoreEvent> of(StoreEvent event) {
            return switch (event.name()) {
                case Protection.USERS -> event.below(caller.prefix());
                case Store.DEFAULT -> caller.admin() ? Optional.of(event) : Optional.empty();
                default -> Optional.of(event);
            };
        }

        @Override
        public Instant until() {
            return caller.expires();
        }
    }
}

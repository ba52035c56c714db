package dev.kvcdi.internal.copy;

import dev.kvcdi.KVException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A listing of a whole side, part by part. Keys may come again where the engine lists in no order. */
final class Parts {

    private final Side side;
    private final int limit;
    private final boolean withValues;
    private byte @Nullable [] position;
    private boolean resumed;
    private boolean ended;

    /**
     * A listing.
     *
     * @param side what is listed
     * @param limit the most entries of a part
     * @param withValues whether the values are needed
     * @param resume a position that an earlier listing of the side came to, or null to begin
     */
    Parts(Side side, int limit, boolean withValues, byte @Nullable [] resume) {
        this.side = side;
        this.limit = limit;
        this.withValues = withValues;
        this.position = resume;
        this.resumed = resume != null;
    }

    /** The next part, null when there is none. Where the side refuses the earlier listing's position, it begins at the beginning. */
    Side.@Nullable Part next() {
        if (ended) {
            return null;
        }
        Optional<Side.Part> read = side.part(limit, withValues, position);
        if (read.isEmpty() && resumed) {
            position = null;
            read = side.part(limit, withValues, null);
        }
        resumed = false;
        Side.Part part = read.orElseThrow(() -> defect("refuses its own position"));
        if (part.items().isEmpty() && position != null && Arrays.equals(position, part.next())) {
            throw defect("does not get on");
        }
        position = part.next();
        ended = position == null;
        return part;
    }

    private KVException defect(String how) {
        return new KVException(
                side.context(),
                "the driver has a defect: its listing " + how + ". Report it to the driver's authors.",
                null);
    }
}

package dev.kvcdi.sample.http;

import static jakarta.ws.rs.core.HttpHeaders.IF_MATCH;
import static jakarta.ws.rs.core.HttpHeaders.IF_NONE_MATCH;

import dev.kvcdi.Entry;
import dev.kvcdi.PutOptions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The conditions under which a client wants its request carried out: {@code If-Match} and {@code If-None-Match} of RFC 9110, 13.
 *
 * @param ifMatch the tags of which the current state must have one, or null without the header
 * @param ifNoneMatch the tags of which the current state must have none, or null without the header
 */
record Preconditions(@Nullable EntityTags ifMatch, @Nullable EntityTags ifNoneMatch) {

    /** What becomes of the request. */
    enum Verdict {
        /** It is carried out. */
        PROCEED,
        /** The client's copy is current: 304 to a read, 412 to a write. */
        UNCHANGED,
        /** It is refused with 412. */
        REFUSED
    }

    /** Reads the lines of the two headers; a list is empty without the header. */
    static Preconditions parse(List<String> ifMatch, List<String> ifNoneMatch) {
        return new Preconditions(
                ifMatch.isEmpty() ? null : EntityTags.parse(IF_MATCH, ifMatch),
                ifNoneMatch.isEmpty() ? null : EntityTags.parse(IF_NONE_MATCH, ifNoneMatch));
    }

    boolean none() {
        return ifMatch == null && ifNoneMatch == null;
    }

    /** Ends a write whose conditions do not hold for what is there. */
    void require(Optional<? extends Entry<?>> current) {
        String tag = current.map(entry -> entry.version().text()).orElse(null);
        if (judge(tag) != Verdict.PROCEED) {
            throw refused();
        }
    }

    /** Ends a write to a list, whatever is in it, unless no condition is asked for or the list's being there. */
    void requireOfAnyList() {
        if (ifNoneMatch != null || (ifMatch != null && !ifMatch.any())) {
            throw refused();
        }
    }

    /** Makes what was judged the condition of a write, so that nothing else is replaced. Without conditions anything is. */
    PutOptions replacing(Optional<? extends Entry<?>> current) {
        if (none()) {
            return PutOptions.always();
        }
        return current.map(entry -> PutOptions.ifVersion(entry.version())).orElseGet(PutOptions::ifAbsent);
    }

    static ProblemException refused() {
        return new ProblemException(
                412, "What is here now is not what the precondition asks for. Read it again and decide anew.");
    }

    /** Judges the request by the tag of the current state, null when there is none, in the order of RFC 9110, 13.2.2. */
    Verdict judge(@Nullable String tag) {
        if (ifMatch != null && (tag == null || !ifMatch.matchStrongly(tag))) {
            return Verdict.REFUSED;
        }
        if (ifNoneMatch != null && tag != null && ifNoneMatch.matchWeakly(tag)) {
            return Verdict.UNCHANGED;
        }
        return Verdict.PROCEED;
    }
}

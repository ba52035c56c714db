package dev.kvcdi.sample.access;

import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether requests need a token, which is so as soon as MicroProfile JWT has a key to verify tokens with. Without one the sample is
 * open to all, so that it runs without any preparation; it says so in the log and on its page.
 */
@ApplicationScoped
public class Protection {

    private static final System.Logger LOG = System.getLogger(Protection.class.getName());

    /** The store whose entries belong to subjects. */
    public static final String USERS = "users";

    private static final List<String> KEYS = List.of("mp.jwt.verify.publickey", "mp.jwt.verify.publickey.location");

    /** Without these a token that was made by or for somebody else would do. */
    private static final List<String> REQUIRED = List.of("mp.jwt.verify.issuer", "mp.jwt.verify.audiences");

    private final boolean on = configured(Settings.ofTheServer());

    /**
     * Returns whether tokens are asked for.
     *
     * @return whether they are
     */
    public boolean on() {
        return on;
    }

    /**
     * Returns the part of a store that belongs to whoever sent a request: all of it where no tokens are asked for.
     *
     * @param store the store
     * @param security the request's security context
     * @return the store, or a view of the keys that begin with the caller's subject
     */
    public KVStore own(KVStore store, SecurityContext security) {
        return caller(security).map(caller -> store.prefixed(caller.prefix())).orElse(store);
    }

    /**
     * Returns what whoever sent a request may read of any of the stores: persons, own users, and for administrators texts.
     *
     * @param store the store
     * @param security the request's security context
     * @return the store, or the caller's part of it
     */
    public KVStore readable(KVStore store, SecurityContext security) {
        return switch (store.name()) {
            case USERS -> own(store, security);
            case Store.DEFAULT -> {
                if (caller(security).filter(caller -> !caller.admin()).isPresent()) {
                    throw new ForbiddenException();
                }
                yield store;
            }
            default -> store;
        };
    }

    /**
     * Returns who sent a request.
     *
     * @param security the request's security context
     * @return the caller, empty where no tokens are asked for
     */
    public Optional<Caller> caller(SecurityContext security) {
        return on ? Optional.of(Caller.of(security)) : Optional.empty();
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        if (on) {
            LOG.log(Level.INFO, "Requests need a token (MicroProfile JWT).");
        } else {
            LOG.log(
                    Level.WARNING,
                    "Whoever reaches this server can read and change everything. To ask for tokens, set MP_JWT_VERIFY_PUBLICKEY"
                            + " (or MP_JWT_VERIFY_PUBLICKEY_LOCATION), MP_JWT_VERIFY_ISSUER and MP_JWT_VERIFY_AUDIENCES.");
        }
    }

    /**
     * Returns whether there is a key to verify tokens with.
     *
     * @throws IllegalStateException if there is one, and nothing else that tokens are judged by, or nobody who judges; or if there is none,
     *     and something else
     */
    static boolean configured(Function<String, Optional<String>> settings) {
        Optional<String> key =
                KEYS.stream().filter(name -> settings.apply(name).isPresent()).findFirst();
        if (key.isEmpty()) {
            List<String> useless = REQUIRED.stream()
                    .filter(name -> settings.apply(name).isPresent())
                    .toList();
            if (!useless.isEmpty()) {
                throw new IllegalStateException(
                        String.join(" and ", useless) + " must not be set without " + String.join(" or ", KEYS)
                                + ": requests would need no token. Look for a misspelt name or an empty value.");
            }
            return false;
        }
        List<String> missing =
                REQUIRED.stream().filter(name -> settings.apply(name).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(String.join(" and ", missing) + " must be set where " + key.get()
                    + " is: tokens that others made, or made for others, would be taken.");
        }
        try {
            Class.forName("org.eclipse.microprofile.jwt.JsonWebToken", false, Protection.class.getClassLoader());
        } catch (ClassNotFoundException missingFeature) {
            throw new IllegalStateException(
                    key.get() + " is set, but the server has no MicroProfile JWT, which verifies tokens: add it.",
                    missingFeature);
        }
        return true;
    }
}

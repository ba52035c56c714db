package dev.kvcdi.nats;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import io.nats.client.AuthHandler;
import io.nats.client.NKey;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** How the driver proves who it is, and whom it trusts. */
final class NatsLogin {

    private NatsLogin() {}

    /**
     * Adds authentication and TLS to the options of a connection.
     *
     * @param tls what checks the servers
     * @throws EngineException if a secret, a trust store or a key store cannot be used
     */
    static void apply(NatsConfig config, VerifiedTls tls, Options.Builder options) {
        Optional<String> credentials = config.text(NatsKeys.CREDENTIALS);
        Optional<String> nkey = config.text(NatsKeys.NKEY);
        Optional<String> user = config.text(NatsKeys.USER);
        if (credentials.isPresent()) {
            options.authHandler(credentials(credentials.get()));
        } else if (nkey.isPresent()) {
            options.authHandler(new NkeyHandler(nkey.get()));
        } else if (user.isPresent()) {
            options.userInfo(user.get(), config.text(NatsKeys.PASSWORD).orElse(""));
        } else {
            config.text(NatsKeys.TOKEN).ifPresent(token -> options.token(token.toCharArray()));
        }
        if (config.tls()) {
            options.sslContext(context(config, tls));
        }
    }

    private static AuthHandler credentials(String content) {
        try {
            AuthHandler handler = Nats.staticCredentials(content.getBytes(StandardCharsets.UTF_8));
            // Reads them once here, so that a mistake does not look like a server that refuses them.
            handler.getID();
            return handler;
        } catch (RuntimeException e) {
            throw unusable("kv.nats.credentials are no credentials: give the content of a .creds file", null);
        }
    }

    private static SSLContext context(NatsConfig config, VerifiedTls tls) {
        try {
            return tls.context(
                    keys(config.path(NatsKeys.KEYSTORE), password(config, NatsKeys.KEYSTORE_PASSWORD)),
                    trusted(config.path(NatsKeys.TRUSTSTORE), password(config, NatsKeys.TRUSTSTORE_PASSWORD)));
        } catch (GeneralSecurityException e) {
            throw unusable("TLS cannot be set up (" + e.getMessage() + ")", e);
        }
    }

    private static char @Nullable [] password(NatsConfig config, String key) {
        return config.text(key).map(String::toCharArray).orElse(null);
    }

    private static KeyManager @Nullable [] keys(Optional<Path> file, char @Nullable [] password)
            throws GeneralSecurityException {
        if (file.isEmpty()) {
            return null;
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store(file.get(), password, NatsKeys.KEYSTORE), password);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trusted(Optional<Path> file, char @Nullable [] password)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        // None is the JVM's.
        factory.init(file.isEmpty() ? null : store(file.get(), password, NatsKeys.TRUSTSTORE));
        return factory.getTrustManagers();
    }

    private static KeyStore store(Path file, char @Nullable [] password, String key) throws GeneralSecurityException {
        // Reads PKCS#12 and JKS alike.
        KeyStore store = KeyStore.getInstance("JKS");
        try (InputStream content = Files.newInputStream(file)) {
            store.load(content, password);
            return store;
        } catch (IOException e) {
            throw unusable(
                    "kv.nats." + key + " names " + file
                            + ", which cannot be read as a key store; check the file and kv.nats." + key + "-password",
                    e);
        }
    }

    private static EngineException unusable(String message, @Nullable Throwable cause) {
        return new EngineException(Kind.ACCESS_DENIED, message, cause);
    }

    /** Proves the possession of an nkey, without a JWT. */
    private static final class NkeyHandler implements AuthHandler {

        private final NKey key;
        private final char[] id;

        NkeyHandler(String seed) {
            try {
                key = NKey.fromSeed(seed.strip().toCharArray());
                id = key.getPublicKey();
            } catch (RuntimeException | GeneralSecurityException | IOException e) {
                // Without the cause: it may quote the seed.
                throw unusable("kv.nats.nkey is no seed of an nkey: it begins with SU", null);
            }
        }

        @Override
        public byte[] sign(byte[] nonce) {
            try {
                return key.sign(nonce);
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException("The nkey cannot sign", e);
            }
        }

        @Override
        public char[] getID() {
            return id.clone();
        }

        @Override
        public char @Nullable [] getJWT() {
            return null;
        }
    }
}

package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A key pair with a certificate that it signed itself.
 *
 * @param store the trust store of all certificates of the folder
 * @param pem the certificate
 * @param key its key
 */
record Certificate(Path store, Path pem, Path key) {

    private static final String PASSWORD = "changeit";

    /**
     * Makes one, which replaces an earlier one of the name, and has the folder's trust store trust it too.
     *
     * @param host for whom it is, such as {@code dns:localhost}
     */
    static Certificate make(Path folder, String name, String host) throws Exception {
        Path own = folder.resolve(name + ".p12");
        Files.deleteIfExists(own);
        run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=a server",
                "-ext",
                "san=" + host,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                own.toString(),
                "-storepass",
                PASSWORD);
        KeyStore keys = load(own);
        Certificate made = new Certificate(
                folder.resolve("trust.p12"), folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
        Files.writeString(
                made.pem, pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
        Files.writeString(
                made.key,
                pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded()));
        KeyStore trusted = load(made.store);
        trusted.setCertificateEntry(name + trusted.size(), keys.getCertificate("server"));
        try (OutputStream out = Files.newOutputStream(made.store)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return made;
    }

    private static KeyStore load(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD.toCharArray());
            }
        } else {
            store.load(null, null);
        }
        return store;
    }

    /** Returns the lines of configuration with which a server has it. */
    String config() {
        return "tls { cert_file: \"" + pem + "\", key_file: \"" + key + "\" }\n";
    }

    /** Returns the settings with which an application trusts it, and others. */
    String[] trustedWith(String... more) {
        return Stream.concat(
                        Stream.of("kv.nats.truststore", store.toString(), "kv.nats.truststore-password", PASSWORD),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + type
                + "-----\n";
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}

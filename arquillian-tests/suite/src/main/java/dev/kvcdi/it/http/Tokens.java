package dev.kvcdi.it.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Issues tokens as an identity provider does, with keys that are made for each run. */
final class Tokens {

    private static final String ISSUER = "https://issuer.example";
    private static final String AUDIENCE = "kv-sample";

    private static final RSAKey KEY = key();
    private static final RSAKey OTHER_KEY = key();
    private static final Path PUBLIC_KEY = file();

    private Tokens() {}

    /** The sample in memory, with a configuration by which it takes the tokens. */
    static WebArchive sample(String name) {
        return SampleArchive.withMemory(
                name,
                "mp.jwt.verify.publickey.location=" + location(),
                "mp.jwt.verify.issuer=" + ISSUER,
                "mp.jwt.verify.audiences=" + AUDIENCE);
    }

    /** Lines of {@code server.env} by which the sample takes the tokens. */
    static List<String> environment() {
        return List.of(
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION=" + location(),
                "MP_JWT_VERIFY_ISSUER=" + ISSUER,
                "MP_JWT_VERIFY_AUDIENCES=" + AUDIENCE);
    }

    private static URI location() {
        return PUBLIC_KEY.toAbsolutePath().toUri();
    }

    /** A good token. */
    static String of(String subject, String... groups) {
        return signed(KEY, claims(subject, groups).build());
    }

    /** A token that is good but for what is done to its claims. */
    static String with(Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = claims("alice", "admin");
        change.accept(claims);
        return signed(KEY, claims.build());
    }

    static String expired() {
        Instant now = Instant.now();
        return with(claims -> claims.issueTime(Date.from(now.minus(Duration.ofHours(2))))
                .expirationTime(Date.from(now.minus(Duration.ofHours(1)))));
    }

    /** A good token that ends soon. */
    static String endingIn(Duration time) {
        return with(claims -> claims.expirationTime(Date.from(Instant.now().plus(time))));
    }

    static String ofOtherIssuer() {
        return with(claims -> claims.issuer("https://other.example"));
    }

    static String forOtherAudience() {
        return with(claims -> claims.audience("other"));
    }

    static String withoutSubject() {
        return with(claims -> claims.subject(null));
    }

    static String byOtherKey() {
        return signed(OTHER_KEY, claims("alice", "admin").build());
    }

    static String unsigned() {
        return new PlainJWT(
                        new PlainHeader.Builder().type(JOSEObjectType.JWT).build(),
                        claims("alice", "admin").build())
                .serialize();
    }

    /** Signed with the public key, which everybody has, as if it were a shared secret. */
    static String byPublicKeyAsSecret() {
        try {
            SignedJWT token = new SignedJWT(
                    header(JWSAlgorithm.HS256), claims("alice", "admin").build());
            token.sign(new MACSigner(publicKey()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A good token whose claims were changed after it was signed. */
    static String forged() {
        String good = of("bob");
        String wanted = of("alice", "admin");
        return good.substring(0, good.indexOf('.'))
                + wanted.substring(wanted.indexOf('.'), wanted.lastIndexOf('.'))
                + good.substring(good.lastIndexOf('.'));
    }

    private static JWTClaimsSet.Builder claims(String subject, String... groups) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(subject)
                .claim("upn", "somebody@example.com")
                .claim("groups", List.of(groups))
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
    }

    private static String signed(RSAKey key, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(header(JWSAlgorithm.RS256), claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With the type, which MicroProfile JWT recommends and Payara demands. */
    private static JWSHeader header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).build();
    }

    private static Path file() {
        String pem = Base64.getMimeEncoder().encodeToString(publicKey());
        try {
            return Files.writeString(
                    Files.createTempFile(Path.of("target"), "public", ".pem"),
                    "-----BEGIN PUBLIC KEY-----\n" + pem + "\n-----END PUBLIC KEY-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] publicKey() {
        try {
            return KEY.toRSAPublicKey().getEncoded();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}

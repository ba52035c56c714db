package dev.kvcdi.nats;

import io.nats.client.NKey;
import io.nats.client.NUID;
import io.nats.client.support.JwtUtils;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/** An operator with one account and one user, as the tools of NATS make them: the JWTs of decentralized authentication. */
final class Jwts {

    private final NKey operator;
    private final NKey account;
    private final NKey system;
    private final NKey user;

    Jwts() throws Exception {
        operator = NKey.createOperator(null);
        account = NKey.createAccount(null);
        system = NKey.createAccount(null);
        user = NKey.createUser(null);
    }

    /** Lines of nats-server configuration that trust the operator and know the account. */
    String serverConfig() throws Exception {
        String withJetStream =
                "\"limits\":{\"subs\":-1,\"data\":-1,\"payload\":-1,\"imports\":-1,\"exports\":-1,\"wildcards\":true,"
                        + "\"conn\":-1,\"leaf\":-1,\"mem_storage\":-1,\"disk_storage\":-1,\"streams\":-1,\"consumer\":-1}";
        String noLimits = withJetStream.replaceAll(",\"mem_storage.*", "}");
        String operatorJwt = jwt(operator, operator, "{\"type\":\"operator\",\"version\":2}");
        String accountJwt = jwt(operator, account, "{\"type\":\"account\",\"version\":2," + withJetStream + "}");
        String systemJwt = jwt(operator, system, "{\"type\":\"account\",\"version\":2," + noLimits + "}");
        return "operator: " + operatorJwt + "\nsystem_account: " + id(system)
                + "\nresolver: MEMORY\nresolver_preload: { " + id(account) + ": " + accountJwt + ", " + id(system)
                + ": " + systemJwt + " }\n";
    }

    /** The content of the user's credentials file. */
    String credentials() throws Exception {
        String jwt = JwtUtils.issueUserJWT(account, id(account), id(user));
        return String.format(JwtUtils.NATS_USER_JWT_FORMAT, jwt, new String(user.getSeed()));
    }

    private static String jwt(NKey issuer, NKey subject, String claims) throws Exception {
        String start = "{\"iat\":1700000000,\"iss\":\"" + id(issuer) + "\",\"name\":\"test\",\"sub\":\"" + id(subject)
                + "\",\"nats\":" + claims;
        String id = encode(MessageDigest.getInstance("SHA-256")
                .digest((start + NUID.nextGlobal()).getBytes(StandardCharsets.UTF_8)));
        String unsigned = encode("{\"typ\":\"JWT\",\"alg\":\"ed25519-nkey\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encode((start + ",\"jti\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8));
        return unsigned + "." + encode(issuer.sign(unsigned.getBytes(StandardCharsets.UTF_8)));
    }

    private static String id(NKey key) throws Exception {
        return new String(key.getPublicKey());
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

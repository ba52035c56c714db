package dev.kvcdi.sample.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Entity tags of what no store gives a version to: the same for the same content. */
final class Digest {

    private final MessageDigest digest = sha256();

    Digest add(String content) {
        digest.update(content.getBytes(UTF_8));
        return this;
    }

    String tag() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}

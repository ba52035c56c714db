package dev.kvcdi.sample.user;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;

/**
 * A user, as it is stored and answered.
 *
 * @param id the id, which is the key
 * @param name the name
 * @param email the e-mail address
 * @param createdAt when the user was made, in whole milliseconds; in RFC 3339 in JSON
 */
@JsonbPropertyOrder({"id", "name", "email", "createdAt"})
public record User(
        String id,
        String name,
        String email,
        @JsonbProperty("created_at") Instant createdAt) {

    static User of(String id, UserInput input, Instant createdAt) {
        return new User(id, input.name(), input.email(), createdAt);
    }
}

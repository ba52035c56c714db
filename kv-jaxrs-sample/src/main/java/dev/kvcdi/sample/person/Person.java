package dev.kvcdi.sample.person;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * A person, as it is stored and answered.
 *
 * @param id the id, which is the key
 * @param name the name
 * @param age the age in years, or null when it is not known
 * @param email the e-mail address, or null when there is none
 */
@JsonbPropertyOrder({"id", "name", "age", "email"})
public record Person(
        String id,
        String name,
        @Nullable Integer age,
        @Nullable String email) {

    static Person of(String id, PersonInput input) {
        return new Person(id, input.name(), input.age(), input.email());
    }
}

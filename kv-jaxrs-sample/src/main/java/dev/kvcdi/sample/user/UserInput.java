package dev.kvcdi.sample.user;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What a client says of a user. Other members of its JSON, such as {@code id} and {@code created_at}, are ignored.
 *
 * @param name the name
 * @param email the e-mail address
 */
public record UserInput(
        @NotBlank @Size(max = 100) String name,
        @NotNull @Email @Size(min = 3, max = 254) String email) {}

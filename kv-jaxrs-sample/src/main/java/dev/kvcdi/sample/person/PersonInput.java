package dev.kvcdi.sample.person;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of a person. Other members of its JSON, such as {@code id}, are ignored.
 *
 * @param name the name
 * @param age the age in years, or null when it is not known
 * @param email the e-mail address, or null when there is none
 */
public record PersonInput(
        @NotBlank @Size(max = 100) String name,
        @Min(0) @Max(150) @Nullable Integer age,
        @Email @Size(min = 3, max = 254) @Nullable String email) {}

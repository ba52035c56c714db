package dev.kvcdi.it.http;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kvcdi.client.ApiClient;
import dev.kvcdi.client.ApiException;
import dev.kvcdi.client.api.PersonsApi;
import dev.kvcdi.client.api.StoresApi;
import dev.kvcdi.client.api.TextsApi;
import dev.kvcdi.client.api.UsersApi;
import dev.kvcdi.client.model.Problem;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The client that is generated from the sample's description. */
final class Generated {

    private final ApiClient client = new ApiClient();

    Generated(URI base) {
        client.updateBaseUri(base.toString().replaceFirst("/$", ""));
        client.setHttpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1));
        client.setReadTimeout(Duration.ofMinutes(2));
    }

    ApiClient client() {
        return client;
    }

    PersonsApi persons() {
        return new PersonsApi(client);
    }

    UsersApi users() {
        return new UsersApi(client);
    }

    TextsApi texts() {
        return new TextsApi(client);
    }

    StoresApi stores() {
        return new StoresApi(client);
    }

    /** The problem that a call is answered with. */
    Problem problem(ThrowingCallable call) throws JsonProcessingException {
        return client.getObjectMapper().readValue(refused(call).getResponseBody(), Problem.class);
    }

    /** The failure that a call ends with. */
    static ApiException refused(ThrowingCallable call) {
        return catchThrowableOfType(ApiException.class, call);
    }
}

package dev.kvcdi.dynamodb;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An HTTP client that counts the attempts of the calls that a thread makes. Only here it can be seen what became of each: the SDK shows
 * the failure of the last one, and a write that is refused at its second attempt may have been applied by its first.
 */
final class AttemptCounter implements SdkHttpClient {

    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;

    private final SdkHttpClient client;

    @SuppressWarnings(
            "ThreadLocalUsage") // removed after each call: a thread of the server keeps nothing of the application
    private final ThreadLocal<@Nullable Attempts> current = new ThreadLocal<>();

    AttemptCounter(SdkHttpClient client) {
        this.client = client;
    }

    /** Makes a call, and hands what becomes of its attempts to it. */
    <R> R count(Function<Attempts, R> call) {
        Attempts attempts = new Attempts();
        current.set(attempts);
        try {
            return call.apply(attempts);
        } finally {
            current.remove();
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = client.prepareRequest(request);
        Attempts attempts = current.get();
        return attempts == null ? prepared : new Counted(prepared, attempts);
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }

    /** Tells whether a failure came before anything of the request was sent. */
    static boolean beforeSending(IOException e) {
        return e instanceof ConnectException
                || e instanceof ConnectTimeoutException
                || e instanceof ConnectionRequestTimeoutException
                || e instanceof UnknownHostException
                || e instanceof NoRouteToHostException
                || e instanceof SSLHandshakeException;
    }

    /** One attempt. */
    private record Counted(ExecutableHttpRequest request, Attempts attempts) implements ExecutableHttpRequest {

        @Override
        public HttpExecuteResponse call() throws IOException {
            attempts.begin();
            try {
                HttpExecuteResponse response = request.call();
                int status = response.httpResponse().statusCode();
                if (status >= CLIENT_ERRORS && status < SERVER_ERRORS) {
                    attempts.refused();
                }
                return response;
            } catch (IOException e) {
                if (beforeSending(e)) {
                    attempts.notSent();
                }
                throw e;
            }
        }

        @Override
        public void abort() {
            request.abort();
        }
    }
}

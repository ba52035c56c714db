package dev.kvcdi.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.specification.RequestSpecification;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of an application that asks for tokens. */
@ArquillianTest
class PageTokensIT implements SampleHttp {

    private static final String CLOSED = "Sign in to see this";

    @ArquillianResource
    private URI base;

    private Page page;

    @Deployment(testable = false)
    static WebArchive sample() {
        return Tokens.sample("page.war");
    }

    @Override
    public URI base() {
        return base;
    }

    @BeforeEach
    void open() {
        page = Page.openSignedOut(base);
    }

    @AfterEach
    void closeWithoutComplaints() {
        try (Page last = page) {
            assertThat(last.complaints()).as("what the browser complains of").isEmpty();
        }
    }

    @Test
    void signedOut_everyTab_asksToSignIn() {
        for (String tab : new String[] {"users", "keys", "stores", "persons"}) {
            page.tab(tab).awaitText(CLOSED);
            assertThat(page.violations()).as(tab).isEmpty();
        }
        page.screenshot("signed-out");
    }

    @Test
    void signIn_withTokenThatIsNotGood_isRefused() {
        page.press("Sign in").type("token", Tokens.expired()).press("Sign in");

        page.awaitText("The application does not take this token");
        assertThat(page.violations()).isEmpty();
        page.screenshot("sign-in");
        page.press("Cancel");
        page.awaitText(CLOSED);
    }

    @Test
    void signIn_asUser_showsOwnUsersAlone() {
        by("alice")
                .body("{\"name\":\"Of Alice\",\"email\":\"a@example.com\"}")
                .post("user")
                .then()
                .statusCode(201);

        signIn(Tokens.of("bob"));
        page.tab("users").awaitText("No user yet");
        page.press("New user")
                .type("name", "Of Bob")
                .type("email", "b@example.com")
                .press("Save");
        page.awaitRow("Of Bob");
        page.awaitNoDialog();
        by("bob")
                .body("{\"name\":\"Of Bob, by curl\",\"email\":\"b@example.com\"}")
                .post("user");
        page.awaitRow("Of Bob, by curl");

        assertThat(page.rows()).hasSize(2);
        by("bob").get("user").then().body("size()", equalTo(2));
        page.tab("keys").awaitText("Only admins see this");
        page.tab("stores").awaitText("Only admins see this");
        page.screenshot("admins-only");
    }

    @Test
    void signIn_asAdmin_showsKeysAndStores() {
        signIn(Tokens.of("root", "admin"));

        page.tab("keys")
                .press("New entry")
                .type("key", "a/b")
                .type("value", "x")
                .press("Save");
        page.awaitRow("a/b | x");
        page.awaitNoDialog();
        page.tab("stores").awaitText("In memory");
    }

    @Test
    void signOut_everything_isGone() {
        signIn(Tokens.of("carol"));
        page.tab("users")
                .press("New user")
                .type("name", "Of Carol")
                .type("email", "c@example.com")
                .press("Save");
        page.awaitRow("Of Carol");
        page.awaitNoDialog();
        page.reload();
        page.awaitConnection("Live");
        page.awaitRow("Of Carol");

        page.signOut();

        page.awaitConnection("Signed out");
        page.awaitText(CLOSED);
        assertThat(page.rows()).isEmpty();
        page.reload();
        page.awaitText(CLOSED);
    }

    private void signIn(String token) {
        page.press("Sign in").type("token", token).press("Sign in");
        page.awaitNoDialog();
        page.awaitConnection("Live");
    }

    private RequestSpecification by(String subject) {
        return request().header("Authorization", "Bearer " + Tokens.of(subject));
    }
}

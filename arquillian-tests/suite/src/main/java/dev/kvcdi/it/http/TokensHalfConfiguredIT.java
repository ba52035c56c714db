package dev.kvcdi.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The sample with a key to verify tokens with, and nothing that says whose tokens, for whom, are meant. */
@ArquillianTest
class TokensHalfConfiguredIT {

    private static final String DEPLOYMENT = "half";

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = DEPLOYMENT, managed = false, testable = false)
    static WebArchive sample() {
        return SampleArchive.configured(
                "half.war",
                Stream.concat(
                                Stream.of("kv.driver=memory"),
                                Arrays.stream(Tokens.configuration()).limit(1))
                        .toArray(String[]::new));
    }

    @Test
    void deployment_withKeyAlone_fails() {
        Throwable failure = catchThrowable(() -> deployer.deploy(DEPLOYMENT));
        deployer.undeploy(DEPLOYMENT);

        assertThat(failure).isNotNull();
    }
}

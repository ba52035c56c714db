package dev.kvcdi.it.http;

import dev.kvcdi.engines.RunningEngines;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** All stores on DynamoDB. */
class SampleOnDynamoDbIT extends SampleByEnvironment {

    @Deployment(name = DEPLOYMENT, managed = false, testable = false)
    @TargetsContainer(SERVER)
    static WebArchive sample() {
        return SampleArchive.packaged(ARCHIVE);
    }

    @Override
    List<String> environment() {
        return List.of(
                "KV_DRIVER=dynamodb",
                "KV_DYNAMODB_ENDPOINT=" + RunningEngines.dynamoDb(),
                "KV_DYNAMODB_CREATE_TABLE=true",
                "AWS_ACCESS_KEY_ID=test",
                "AWS_SECRET_ACCESS_KEY=test");
    }
}

package dev.kvcdi.dynamodb;

import dev.kvcdi.spi.Metric;
import java.util.List;

/** What is measured of a client. Loads no class of the AWS SDK. */
final class DynamoDbMetrics {

    static final Metric THROTTLES = Metric.engine(
            Metric.Kind.COUNTER,
            "kvcdi.dynamodb.throttles",
            "{request}",
            "Requests that DynamoDB throttled, those that succeeded when they were tried again included.");

    static final List<Metric> ALL = List.of(THROTTLES);

    private DynamoDbMetrics() {}
}

package dev.kvcdi.dynamodb;

import java.util.regex.Pattern;

/** What to type into a POSIX shell so that a table is as this driver makes it, for those who may make tables: commands of the AWS CLI. */
final class AwsCommands {

    /** What neither a shell nor the CLI takes for anything else. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:/-]+");

    private final DynamoDbConfig config;
    private final String table;

    AwsCommands(DynamoDbConfig config, String table) {
        this.config = config;
        this.table = table;
    }

    /** Returns what makes the table. AWS refuses the last command for one that is still being created, so the second waits. */
    String creation() {
        String key = "AttributeName=" + shorthand(config.keyName());
        String creation = command(
                "create-table",
                "--attribute-definitions " + argument(key + ",AttributeType=S") + " --key-schema "
                        + argument(key + ",KeyType=HASH")
                        + " --billing-mode PAY_PER_REQUEST"
                        + " --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES");
        return creation + " && " + command("wait table-exists", "") + " && " + expiry();
    }

    /** Returns what lets DynamoDB remove what has expired. */
    String expiry() {
        return command(
                "update-time-to-live",
                "--time-to-live-specification Enabled=true,AttributeName=" + DynamoDbItem.TIME_TO_LIVE);
    }

    private String command(String name, String options) {
        return "aws dynamodb " + name + " --table-name " + table + (options.isEmpty() ? "" : " " + options) + where();
    }

    /** The region too where there is an endpoint: the CLI does nothing without, and some servers keep regions apart. */
    private String where() {
        String endpoint = config.endpoint()
                .map(url -> " --endpoint-url " + argument(url.toString()))
                .orElse("");
        return endpoint + config.region().map(region -> " --region " + region).orElse("");
    }

    /** Quotes a value of the CLI's shorthand syntax where that is needed. */
    private static String shorthand(String value) {
        return PLAIN.matcher(value).matches()
                ? value
                : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Quotes what holds anything that a shell may take for something else. */
    private static String argument(String text) {
        String separated = text.replace(",", "").replace("=", "");
        return PLAIN.matcher(separated).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}

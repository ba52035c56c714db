/**
 * The driver {@code dynamodb}: entries as items of an Amazon DynamoDB table. {@link dev.kvcdi.dynamodb.DynamoDbDriver} says how it keeps
 * them and what it promises.
 */
@NullMarked
package dev.kvcdi.dynamodb;

import org.jspecify.annotations.NullMarked;

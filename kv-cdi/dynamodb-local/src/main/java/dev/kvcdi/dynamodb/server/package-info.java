/**
 * DynamoDB Local for tests: {@link dev.kvcdi.dynamodb.server.DynamoDbLocal} starts it in a JVM of its own, where {@link
 * dev.kvcdi.dynamodb.server.LoopbackServer} runs it.
 */
@NullMarked
package dev.kvcdi.dynamodb.server;

import org.jspecify.annotations.NullMarked;

/**
 * The driver {@code dynamodb}: entries as items of an Amazon DynamoDB table.
 */
@NullMarked
package dev.kvcdi.dynamodb;

import org.jspecify.annotations.NullMarked;

/**
 * The driver {@code nats}: entries in a key-value bucket of NATS JetStream. {@link dev.kvcdi.nats.NatsDriver} says how it keeps them and
 * what it promises.
 */
@NullMarked
package dev.kvcdi.nats;

import org.jspecify.annotations.NullMarked;

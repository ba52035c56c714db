/**
 * Real nats-servers for tests, without Docker: {@link dev.kvcdi.nats.server.NatsServer} and {@link dev.kvcdi.nats.server.NatsCluster} start
 * them on loopback, {@link dev.kvcdi.nats.server.NatsBinary} obtains them.
 */
@NullMarked
package dev.kvcdi.nats.server;

import org.jspecify.annotations.NullMarked;

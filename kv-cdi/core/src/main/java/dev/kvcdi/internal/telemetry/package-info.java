/**
 * What tells the server's OpenTelemetry of the stores: spans and durations of their operations, and what engines measure of themselves.
 * The door is {@link dev.kvcdi.internal.telemetry.OpenTelemetryObserver}. Nothing of this package is loaded on servers without
 * OpenTelemetry, and no key or value ever gets into what it records.
 */
@NullMarked
package dev.kvcdi.internal.telemetry;

import org.jspecify.annotations.NullMarked;

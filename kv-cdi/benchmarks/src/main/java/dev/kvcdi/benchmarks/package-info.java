/**
 * Benchmarks of the injected store against the bare engine, in one run, so that their ratio holds on any machine.
 *
 * <p>{@link dev.kvcdi.benchmarks.Bars} runs both sides in turn and prints a table of ratios beside the bars that the project set
 * itself.
 */
@NullMarked
package dev.kvcdi.benchmarks;

import org.jspecify.annotations.NullMarked;

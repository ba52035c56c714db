/**
 * What every operation passes between a view and an engine: objects around a {@link dev.kvcdi.spi.Backend}, in the order that {@link
 * dev.kvcdi.internal.layer.Layers} fixes. Each writes out every method and answers {@code facet} by name, so that what a layer does
 * not know does not get past it.
 */
@NullMarked
package dev.kvcdi.internal.layer;

import org.jspecify.annotations.NullMarked;

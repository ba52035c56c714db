package dev.kvcdi.testkit;

import dev.kvcdi.Capability;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks tests of what only some stores can do. On a store that lacks one of these capabilities the test's place is taken by a check
 * that the operations of that capability are refused: see {@link CapabilityGate}.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface Needs {

    /** The capabilities. */
    Capability[] value();
}

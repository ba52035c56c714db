/** What the resources share: preconditions, paging, accepted bodies, problems. */
@NullMarked
package dev.kvcdi.sample.http;

import org.jspecify.annotations.NullMarked;

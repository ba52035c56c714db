package dev.kvcdi.internal.view;

import org.jspecify.annotations.Nullable;

/** What a codec of ours throws; its message may be shown, since it says nothing of the value. */
final class UncodableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UncodableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

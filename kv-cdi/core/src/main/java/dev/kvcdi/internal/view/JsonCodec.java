package dev.kvcdi.internal.view;

import dev.kvcdi.Codec;
import dev.kvcdi.spi.EngineException;
import java.lang.reflect.Type;
import java.util.StringJoiner;

/**
 * Values as JSON documents in UTF-8, by Jakarta JSON Binding.
 *
 * @param <T> the values' type
 */
final class JsonCodec<T> implements Codec<T> {

    private static final int MOST_KINDS = 5;

    private final JsonBinding binding;
    private final Type type;

    JsonCodec(JsonBinding binding, Type type) {
        this.binding = binding;
        this.type = type;
    }

    @Override
    public byte[] encode(T value) {
        byte[] json = TextCodec.INSTANCE.encode(write(value));
        JsonScan.check(json);
        return json;
    }

    private String write(T value) {
        try {
            // Of a class, the value may be a subclass, whose own fields must not be lost; of a generic type, the
            // arguments are needed.
            return type instanceof Class
                    ? binding.get().toJson(value)
                    : binding.get().toJson(value, type);
        } catch (EngineException | UncodableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw unquoted(e);
        } catch (StackOverflowError e) {
            throw new UncodableException("the value refers to itself, or is nested far too deep", e);
        }
    }

    @Override
    public T decode(byte[] json) {
        JsonScan.check(json);
        String text = TextCodec.INSTANCE.decode(json);
        try {
            return binding.get().fromJson(text, type);
        } catch (EngineException | UncodableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw unquoted(e);
        }
    }

    /** Providers quote what they cannot read, so a failure shows its kinds and where it was, and not what it says. */
    private static UncodableException unquoted(RuntimeException failure) {
        var kinds = new StringJoiner(" by ");
        Throwable each = failure;
        for (int i = 0; i < MOST_KINDS && each != null; i++) {
            kinds.add(each.getClass().getName());
            each = each.getCause();
        }
        var unquoted = new UncodableException("JSON-B fails (" + kinds + ")", null);
        unquoted.setStackTrace(failure.getStackTrace());
        return unquoted;
    }
}

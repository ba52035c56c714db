package dev.kvcdi.internal.view;

import dev.kvcdi.Codec;
import java.lang.reflect.Type;

/**
 * Values as JSON documents in UTF-8, by Jakarta JSON Binding.
 *
 * @param <T> the values' type
 */
final class JsonCodec<T> implements Codec<T> {

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
        } catch (StackOverflowError e) {
            throw new UncodableException("the value refers to itself, or is nested far too deep", e);
        }
    }

    @Override
    public T decode(byte[] json) {
        JsonScan.check(json);
        String text = TextCodec.INSTANCE.decode(json);
        return binding.get().fromJson(text, type);
    }
}

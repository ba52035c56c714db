package dev.kvcdi.internal.view;

import dev.kvcdi.Codec;

/** Bytes as they are. Nothing is copied: drivers keep no array, and what they give is the caller's. */
final class BytesCodec implements Codec<byte[]> {

    static final BytesCodec INSTANCE = new BytesCodec();

    private BytesCodec() {}

    @Override
    public byte[] encode(byte[] value) {
        return value;
    }

    @Override
    public byte[] decode(byte[] bytes) {
        return bytes;
    }
}

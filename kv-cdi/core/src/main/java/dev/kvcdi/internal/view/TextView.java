package dev.kvcdi.internal.view;

import dev.kvcdi.Capability;
import dev.kvcdi.Codec;
import dev.kvcdi.CopyOptions;
import dev.kvcdi.CopyResult;
import dev.kvcdi.KVStore;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.NativeFacet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The entries of a store, or of a namespace in it, as text, and the way to its other views. */
class TextView extends TypedView<String> implements KVStore {

    TextView(StoreParts store, Namespace names) {
        super(store, names, TextCodec.INSTANCE);
    }

    @Override
    public String name() {
        return store().context().name();
    }

    @Override
    public String driver() {
        return store().context().driver();
    }

    @Override
    public TypedKVStore<byte[]> bytes() {
        return new TypedView<>(store(), names(), BytesCodec.INSTANCE);
    }

    @Override
    public <T> TypedKVStore<T> json(Class<T> type) {
        Objects.requireNonNull(type, "type");
        return new TypedView<>(store(), names(), new JsonCodec<>(store().json(), type));
    }

    @Override
    public <T> TypedKVStore<T> as(Codec<T> codec) {
        Objects.requireNonNull(codec, "codec");
        return new TypedView<>(store(), names(), codec);
    }

    @Override
    public KVStore prefixed(String prefix) {
        return new TextView(store(), names().within(prefix));
    }

    @Override
    public CopyResult copyTo(KVStore target, CopyOptions options) {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(options, "options");
        return CopySide.copy(this, target, options);
    }

    @Override
    public Set<Capability> capabilities() {
        try {
            return Set.copyOf(store().backend().capabilities());
        } catch (RuntimeException e) {
            throw store().failures().ofRead("capabilities", null, e);
        }
    }

    @Override
    public <N, R> R withNative(Class<N> type, Function<? super N, R> use) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(use, "use");
        NativeFacet facet = nativeFacet(type);
        try {
            return facet.use(type, use);
        } catch (EngineException e) {
            throw store().failures().ofRead("withNative", null, e);
        }
    }

    private NativeFacet nativeFacet(Class<?> type) {
        try {
            Optional<NativeFacet> facet = store().backend().facet(NativeFacet.class);
            Set<Class<?>> types = facet.isPresent() ? facet.get().types() : Set.of();
            if (facet.isPresent() && types.contains(type)) {
                return facet.get();
            }
            throw noSuchType(type, types);
        } catch (RuntimeException e) {
            throw store().failures().ofRead("withNative", null, e);
        }
    }

    private static EngineException noSuchType(Class<?> type, Set<Class<?>> types) {
        String known = types.isEmpty()
                ? "none"
                : types.stream().map(Class::getName).sorted().collect(Collectors.joining(", "));
        return new EngineException(
                EngineException.Kind.UNSUPPORTED,
                "the engine has no " + type.getName() + "; the types it has: " + known + ".",
                null);
    }
}

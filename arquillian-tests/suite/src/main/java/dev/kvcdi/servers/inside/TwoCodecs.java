package dev.kvcdi.servers.inside;

import dev.kvcdi.Codec;
import jakarta.enterprise.context.Dependent;

/** Two beans that code one type. */
public final class TwoCodecs {

    private TwoCodecs() {}

    /** What is coded: nothing at all. */
    public static class Text {}

    /** The one. */
    @Dependent
    public static class One implements Codec<Text> {
        @Override
        public byte[] encode(Text value) {
            return new byte[0];
        }

        @Override
        public Text decode(byte[] bytes) {
            return new Text();
        }
    }

    /** The other. */
    @Dependent
    public static class Other extends One {}
}

package dev.kvcdi.it.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The sample's WAR, as the build has packaged it. */
final class SampleArchive {

    private static final String ROCKSDB = "/WEB-INF/lib/rocksdbjni-.*";
    private static final String LIBRARY = "/WEB-INF/lib/kv-cdi-\\d.*";
    private static final String CONFIGURATION = "META-INF/microprofile-config.properties";

    private SampleArchive() {}

    /** The WAR as it is: with all drivers, RocksDB chosen. */
    static WebArchive packaged(String name) {
        File war = new File(System.getProperty("deployed.jars"), "kv-jaxrs-sample.war");
        return ShrinkWrap.create(WebArchive.class, name).merge(ShrinkWrap.createFromZipFile(WebArchive.class, war));
    }

    /** The WAR with lines added to its configuration, which outweigh its own. */
    static WebArchive configured(String name, String... lines) {
        WebArchive sample = packaged(name);
        String own = text(sample.get("WEB-INF/classes/" + CONFIGURATION).getAsset());
        return sample.addAsResource(new StringAsset(own + "\n" + String.join("\n", lines)), CONFIGURATION);
    }

    /** The same without RocksDB's own jar, which is larger than all else and as slow to deploy: for tests that use another engine. */
    static WebArchive withoutRocksDb(String name, String... lines) {
        WebArchive sample = configured(name, lines);
        ArchivePath jar = sample.getContent(Filters.include(ROCKSDB)).keySet().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The sample has no " + ROCKSDB));
        sample.delete(jar);
        return sample;
    }

    /** The same with the library alone, for tests that keep their stores in memory: servers look through forty jars less. */
    static WebArchive withMemory(String name, String... lines) {
        String[] all =
                Stream.concat(Stream.of("kv.driver=memory"), Stream.of(lines)).toArray(String[]::new);
        WebArchive sample = configured(name, all);
        sample.getContent(path ->
                        path.get().matches("/WEB-INF/lib/.+") && !path.get().matches(LIBRARY))
                .keySet()
                .forEach(sample::delete);
        return sample;
    }

    private static String text(Asset asset) {
        try (InputStream content = asset.openStream()) {
            return new String(content.readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

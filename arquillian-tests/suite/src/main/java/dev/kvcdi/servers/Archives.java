package dev.kvcdi.servers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.rocksdb.util.Environment;

/** Archives made as a user makes them: from the jars that the build has packaged. */
final class Archives {

    private static final String BEANS_XML = """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>
            """;

    private Archives() {}

    /** An empty web application in which CDI is on. */
    static WebArchive web(String name) {
        return ShrinkWrap.create(WebArchive.class, name).addAsWebInfResource(new StringAsset(BEANS_XML), "beans.xml");
    }

    /** A web application with the library and stores in memory. */
    static WebArchive withMemory(String name) {
        return configured(web(name).addAsLibraries(jar("kv-cdi")), "kv.driver=memory");
    }

    /** A web application with the library, RocksDB and no configuration at all. */
    static WebArchive withRocksDb(String name) {
        return web(name).addAsLibraries(rocksDb());
    }

    /** A web application with the library and all drivers, as the sample brings them. */
    static WebArchive withEveryDriver(String name) {
        WebArchive sample = ShrinkWrap.createFromZipFile(
                WebArchive.class, new File(System.getProperty("deployed.jars"), "kv-jaxrs-sample.war"));
        WebArchive libraries = ShrinkWrap.create(WebArchive.class, name)
                .merge(
                        sample,
                        path -> path.get().startsWith("/WEB-INF/lib/")
                                && !path.get().contains("/rocksdbjni-"));
        return web(name).merge(libraries).addAsLibraries(nativeRocksDb());
    }

    /** The jars of the library and RocksDB. */
    static JavaArchive[] rocksDb() {
        return new JavaArchive[] {archive("kv-cdi"), archive("kv-cdi-rocksdb"), nativeRocksDb()};
    }

    /** Adds an application's own configuration, a line for each key. */
    static WebArchive configured(WebArchive archive, String... lines) {
        return archive.addAsResource(
                new StringAsset(String.join("\n", lines)), "META-INF/microprofile-config.properties");
    }

    /** Adds what tests inside the server assert with. */
    static WebArchive withAssertions(WebArchive archive) {
        return archive.addAsLibraries(jar("assertj-core"), jar("byte-buddy"));
    }

    static JavaArchive archive(String artifactId) {
        return ShrinkWrap.createFromZipFile(JavaArchive.class, jar(artifactId));
    }

    /**
     * The packaged jar of an artifact.
     *
     * @param artifactId the Maven name, without version
     */
    static File jar(String artifactId) {
        Path jar = Path.of(System.getProperty("deployed.jars"), artifactId + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException("not packaged by the build: " + jar);
        }
        return jar.toFile();
    }

    /**
     * RocksDB without the libraries of other platforms, 80 MB which would be compressed anew for each deployment. The sample is
     * deployed with the whole jar.
     */
    private static JavaArchive nativeRocksDb() {
        JavaArchive whole = archive("rocksdbjni");
        String ours = "/" + Environment.getJniLibraryFileName("rocksdb");
        return ShrinkWrap.create(JavaArchive.class, "rocksdbjni.jar")
                .merge(
                        whole,
                        path -> !path.get().startsWith("/librocksdbjni")
                                || path.get().equals(ours));
    }
}

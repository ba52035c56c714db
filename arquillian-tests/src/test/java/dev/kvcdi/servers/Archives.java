package dev.kvcdi.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

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

    /** {@link #web} for tests that run inside the server, with the assertions they use. */
    static WebArchive inContainer(String name) {
        return web(name).addAsLibrary(jar("assertj-core").toFile());
    }

    /**
     * The packaged jar of an artifact.
     *
     * @param artifactId the Maven name, without version
     */
    static Path jar(String artifactId) {
        Path jar = Path.of(System.getProperty("deployed.jars"), artifactId + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException("not packaged by the build: " + jar);
        }
        return jar;
    }
}

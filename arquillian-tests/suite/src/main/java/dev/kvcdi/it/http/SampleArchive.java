package dev.kvcdi.it.http;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The sample's WAR, as the build has packaged it. */
final class SampleArchive {

    private SampleArchive() {}

    /** The WAR as it is: with all drivers, RocksDB chosen. */
    static WebArchive packaged(String name) {
        File war = new File(System.getProperty("deployed.jars"), "kv-jaxrs-sample.war");
        return ShrinkWrap.create(WebArchive.class, name).merge(ShrinkWrap.createFromZipFile(WebArchive.class, war));
    }

    /** The WAR with another configuration than its own, a line for each key. */
    static WebArchive configured(String name, String... lines) {
        return packaged(name)
                .addAsResource(new StringAsset(String.join("\n", lines)), "META-INF/microprofile-config.properties");
    }
}

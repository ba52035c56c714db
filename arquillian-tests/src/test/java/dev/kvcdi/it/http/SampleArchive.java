package dev.kvcdi.it.http;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The sample's WAR, as the build has packaged it. */
final class SampleArchive {

    private SampleArchive() {}

    /** The WAR as it is: RocksDB and no configuration. */
    static WebArchive packaged(String name) {
        File war = new File(System.getProperty("deployed.jars"), "kv-jaxrs-sample.war");
        return ShrinkWrap.create(WebArchive.class, name).merge(ShrinkWrap.createFromZipFile(WebArchive.class, war));
    }

    /** The WAR with another driver than the one it brings. */
    static WebArchive on(String driver, String name) {
        return packaged(name)
                .addAsResource(new StringAsset("kv.driver=" + driver), "META-INF/microprofile-config.properties");
    }
}

package dev.kvcdi.engines;

import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.impl.base.exporter.zip.ZipStoredExporterImpl;

/** Deploys archives without compressing them anew: the sample is 107 MB of jars, and deployed dozens of times in a build. */
public final class UncompressedArchives implements LoadableExtension {

    /** For {@link java.util.ServiceLoader}. */
    public UncompressedArchives() {}

    @Override
    public void register(ExtensionBuilder builder) {
        ShrinkWrap.getDefaultDomain()
                .getConfiguration()
                .getExtensionLoader()
                .addOverride(ZipExporter.class, Stored.class);
    }

    /** Made by ShrinkWrap for each archive. */
    public static final class Stored extends ZipStoredExporterImpl implements ZipExporter {

        /**
         * An exporter.
         *
         * @param archive what it exports
         */
        public Stored(Archive<?> archive) {
            super(archive);
        }
    }
}

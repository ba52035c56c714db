package dev.kvcdi.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationNameTest {

    @ParameterizedTest
    @CsvSource({
        "shop, shop",
        "shop.war, shop",
        "shop-1.2.3, shop",
        "shop-1.0-SNAPSHOT.war, shop",
        "shop-1.0.0.Final, shop",
        "shop-2.0-RC1, shop",
        "shop-1.0-20260101.120000-3, shop",
        "my-shop-10.4, my-shop",
        "shop-2, shop-2",
        "shop-v2.1, shop-v2.1",
        "shop-1.0-admin, shop-1.0-admin",
        "1.0, 1.0",
        "my shop, my%20shop",
        "a/b, a%2Fb",
        "a%2Fb, a%252Fb",
        "..,  %2E.",
        "läden, l%C3%A4den"
    })
    void ofArchive_isLegalAsAFolderAndWithoutVersion(String archive, String name) {
        assertThat(ApplicationName.ofArchive(archive)).contains(name);
    }

    @Test
    void ofArchive_nothingLeft_isEmpty() {
        assertThat(ApplicationName.ofArchive("")).isEmpty();
        assertThat(ApplicationName.ofArchive(".war")).isEmpty();
    }

    @Test
    void ofArchive_long_isCutToWhatFileSystemsTake() {
        String first = ApplicationName.ofArchive("a".repeat(300) + "1").orElseThrow();
        String second = ApplicationName.ofArchive("a".repeat(300) + "2").orElseThrow();

        assertThat(first).hasSizeLessThanOrEqualTo(100).isNotEqualTo(second);
    }
}

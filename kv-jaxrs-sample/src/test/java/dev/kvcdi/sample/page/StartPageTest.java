package dev.kvcdi.sample.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.sample.Application;
import dev.kvcdi.sample.http.Requests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartPageTest {

    private final Application application = Application.of(StartPage.class);
    private final StartPage page = application.bean(StartPage.class);

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void page_runningStores_saysWhatRuns() {
        assertThat(page.page(Requests.uri("")))
                .contains("<td>persons</td><td>memory</td><td>/person</td>")
                .contains("<td>users</td><td>memory</td><td>/user</td>")
                .contains("<td>default</td><td>memory</td><td>/kv</td>")
                .contains("conditional writes");
    }

    @Test
    void page_anyAddress_namesItInTheCommands() {
        assertThat(page.page(Requests.uri("")))
                .contains("curl -i http://localhost/app/person ")
                .doesNotContain("<!--");
    }

    @Test
    void page_everyLink_isRelativeOrAnothersPage() {
        assertThat(page.page(Requests.uri("")))
                .contains(
                        "href=\"style.css\"",
                        "href=\"icon.svg\"",
                        "href=\"person\"",
                        "href=\"user\"",
                        "href=\"kv/greeting\"")
                .doesNotContain("https://");
        assertThat(page.style()).contains("prefers-color-scheme");
        assertThat(page.icon()).startsWith("<svg");
    }
}

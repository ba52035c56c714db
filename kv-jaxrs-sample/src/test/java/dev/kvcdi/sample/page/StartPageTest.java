package dev.kvcdi.sample.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.sample.Application;
import dev.kvcdi.sample.http.Requests;
import jakarta.ws.rs.NotFoundException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartPageTest {

    private static final Pattern IMPORT = Pattern.compile("from '\\./([a-z]+)\\.js';");

    private final Application application = Application.of(StartPage.class);
    private final StartPage page = application.bean(StartPage.class);

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void page_anyAddress_namesItInTheCommands() {
        assertThat(html()).contains("curl -i http://localhost/app/person ").doesNotContain("<!--");
    }

    @Test
    void page_everyLink_isRelativeOrAnothersPage() {
        assertThat(html())
                .contains(
                        "href=\"style.css\"",
                        "href=\"icon.svg\"",
                        "src=\"js/main.js\"",
                        "href=\"person\"",
                        "href=\"user\"",
                        "href=\"kv/greeting\"")
                .doesNotContain("https://");
        assertThat(page.style()).contains("prefers-color-scheme", "prefers-reduced-motion");
        assertThat(page.icon()).startsWith("<svg");
    }

    @Test
    void page_policy_allowsTheFilesOfThePageOnly() {
        assertThat(page.page(Requests.uri("")).getHeaderString("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; ")
                .doesNotContain("unsafe", "*");
        assertThat(html()).doesNotContain("style=", "<style", "onclick").doesNotContainPattern("<script(?![^>]*src=)");
    }

    @Test
    void page_ofAnApplicationThatIsOpenToAll_saysSo() {
        assertThat(html()).contains("data-protection=\"off\"", "Whoever reaches this server can read and change");
    }

    @Test
    void module_everyImport_isThere() {
        Set<String> seen = new HashSet<>();
        follow("main", seen);
        assertThat(seen).contains("main", "api", "events", "editor").hasSizeGreaterThan(10);
    }

    /** Texts of users become text only; these are the ways to markup that there are. */
    @Test
    void module_any_hasNoWayFromTextToMarkup() {
        Set<String> seen = new HashSet<>();
        follow("main", seen);
        for (String name : seen) {
            assertThat(page.module(name))
                    .as(name)
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
        }
    }

    @Test
    void module_unknown_isNotFound() {
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> page.module("nope"));
    }

    private void follow(String name, Set<String> seen) {
        if (seen.add(name)) {
            IMPORT.matcher(page.module(name)).results().forEach(found -> follow(found.group(1), seen));
        }
    }

    private String html() {
        return (String) page.page(Requests.uri("")).getEntity();
    }
}

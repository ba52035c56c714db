package dev.kvcdi.sample.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.sample.Application;
import dev.kvcdi.sample.http.Requests;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
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
        assertThat(text(page.style(Requests.to("")))).contains("prefers-color-scheme", "prefers-reduced-motion");
        assertThat(text(page.icon(Requests.to("")))).startsWith("<svg");
    }

    @Test
    void page_policy_allowsTheFilesOfThePageOnly() {
        assertThat(page.page(Requests.uri(""), Requests.to("")).getHeaderString("Content-Security-Policy"))
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
            assertThat(text(page.module(name, Requests.to(""))))
                    .as(name)
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
        }
    }

    @Test
    void files_thatTheClientHas_areNotSentAgain() {
        String tag = page.style(Requests.to("")).getEntityTag().getValue();
        Response known = page.style(Requests.ifNoneMatch("", '"' + tag + '"'));
        assertThat(known.getStatus()).isEqualTo(304);
        assertThat(known.getEntity()).isNull();

        String pageTag =
                page.page(Requests.uri(""), Requests.to("")).getEntityTag().getValue();
        Response same = page.page(Requests.uri(""), Requests.ifNoneMatch("", '"' + pageTag + '"'));
        assertThat(same.getStatus()).isEqualTo(304);
        assertThat(same.getHeaderString("Content-Security-Policy")).isEqualTo(StartPage.CONTENT_SECURITY_POLICY);
        assertThat(pageTag).isNotEqualTo(tag);
    }

    @Test
    void module_unknown_isNotFound() {
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> page.module("nope", Requests.to("")));
    }

    private void follow(String name, Set<String> seen) {
        if (seen.add(name)) {
            IMPORT.matcher(text(page.module(name, Requests.to(""))))
                    .results()
                    .forEach(found -> follow(found.group(1), seen));
        }
    }

    private String html() {
        return text(page.page(Requests.uri(""), Requests.to("")));
    }

    private static String text(Response answer) {
        return (String) answer.getEntity();
    }
}

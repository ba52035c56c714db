package dev.kvcdi.it.http;

import static dev.kvcdi.it.http.Page.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the page can be seen and used by everybody, and shows texts as what they are. */
class PageLooksIT extends WithPage {

    @Test
    void names_likeMarkup_stayText() {
        List<String> names =
                List.of("<img src=x onerror=alert(1)>", "</script><script>alert(2)</script>", "\"><b>bold</b>");
        names.forEach(name -> person(name, null));
        names.forEach(page::awaitRow);
        text().body(names.get(0))
                .put("kv?key=" + URLEncoder.encode(names.get(1), UTF_8))
                .then()
                .statusCode(201);

        page.press("Edit " + names.get(0));
        eventually(() -> assertThat(page.typed("name")).isEqualTo(names.get(0)));
        page.escape();
        page.press("Delete " + names.get(1));
        page.awaitText(names.get(1));
        page.escape();
        page.tab("keys").awaitRow(names.get(1) + " | " + names.get(0));

        assertThat(page.count("img[src=x]")).isZero();
        assertThat(page.count("main b")).isZero();
        assertThat(page.count("script")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void accessibility_everyView_hasNoSeriousViolation(String scheme) {
        fill();
        try (Page seen =
                Page.open(base(), Map.of("prefers-color-scheme", scheme, "prefers-reduced-motion", "reduce"))) {
            for (String tab : List.of("users", "keys", "stores", "help", "persons")) {
                seen.tab(tab);
                seen.awaitText(Map.of(
                                "users",
                                "Grace",
                                "keys",
                                "greeting",
                                "stores",
                                "for a read",
                                "help",
                                "curl",
                                "persons",
                                "Ada")
                        .get(tab));
                assertThat(seen.violations()).as(tab).isEmpty();
                seen.screenshot(tab + "-" + scheme);
            }
            seen.press("New person").type("name", "").press("Save");
            eventually(() -> assertThat(seen.error("name")).isNotEmpty());
            assertThat(seen.violations()).as("editor").isEmpty();
            seen.screenshot("editor-" + scheme);
            seen.press("Cancel");
            seen.press("Edit Ada Lovelace").type("name", "Ada King");
            String path = "person/" + request().get("person").path("[0].id");
            request()
                    .body("{\"name\":\"Countess of Lovelace\",\"age\":36}")
                    .put(path)
                    .then()
                    .statusCode(200);
            seen.press("Save");
            seen.awaitText("Somebody else was faster");
            assertThat(seen.violations()).as("conflict").isEmpty();
            seen.screenshot("conflict-" + scheme);
        }
    }

    @Test
    void phone_everyView_fitsItsWidth() {
        fill();
        text().body("v".repeat(300)).put("kv/" + "long".repeat(60)).then().statusCode(201);
        try (Page phone = Page.openOnPhone(base())) {
            for (String tab : List.of("users", "keys", "stores", "help", "persons")) {
                phone.tab(tab);
                phone.awaitText(Map.of(
                                "users",
                                "Grace",
                                "keys",
                                "long",
                                "stores",
                                "for a read",
                                "help",
                                "curl",
                                "persons",
                                "Ada")
                        .get(tab));
                assertThat(phone.overflow()).as(tab).isZero();
                phone.screenshot(tab + "-phone");
            }
            phone.press("Edit Ada Lovelace");
            eventually(() -> assertThat(phone.typed("name")).isEqualTo("Ada Lovelace"));
            assertThat(phone.overflow()).as("editor").isZero();
            phone.screenshot("editor-phone");
            assertThat(phone.complaints()).isEmpty();
        }
    }

    /** Something to look at. */
    private void fill() {
        List.of("Ada Lovelace", "Grace Hopper", "Barbara Liskov", "Edsger W. Dijkstra", "Radia Perlman", "Alan Kay")
                .forEach(name -> {
                    person(name, name.substring(0, name.indexOf(' ')).toLowerCase(Locale.ROOT) + "@example.com");
                    request()
                            .body("{\"name\":\"" + name + "\",\"email\":\"a@example.com\"}")
                            .post("user")
                            .then()
                            .statusCode(201);
                });
        text().body("hello").put("kv/greeting").then().statusCode(201);
        text().body("on").put("kv/feature/dark-mode").then().statusCode(201);
        text().body("{\"user\":\"ada\"}").put("kv/session/17?ttl=1800").then().statusCode(201);
        text().body("{\"user\":\"grace\"}")
                .put("kv/session/18?ttl=90061")
                .then()
                .statusCode(201);
        text().body("node-1").put("kv/lock/report?ttl=45").then().statusCode(201);
    }
}

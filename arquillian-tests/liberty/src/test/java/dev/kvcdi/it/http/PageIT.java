package dev.kvcdi.it.http;

import static dev.kvcdi.it.http.Page.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** What a user does with the page. */
class PageIT extends WithPage {

    @ParameterizedTest
    @ValueSource(strings = {"person", "user"})
    void records_madeEditedAndDeleted_showInTheList(String one) {
        page.tab(one + "s");
        page.awaitText("No " + one + " yet");

        page.press("Make the first " + one)
                .type("name", "Ada")
                .type("email", "ada@example.com")
                .press("Save");
        page.awaitRow("Ada | ");
        page.awaitNoDialog();
        page.press("Edit Ada").type("name", "Ada King").press("Save");
        page.awaitRow("Ada King | ");
        page.awaitNoDialog();
        assertThat(request().get(one).jsonPath().getList("name")).containsExactly("Ada King");

        page.press("Delete Ada King");
        page.awaitText("Delete this " + one + "?");
        page.press("Delete");
        page.awaitText("No " + one + " yet");
        assertThat(request().get(one).jsonPath().getList("name")).isEmpty();
    }

    @Test
    void records_moreThanAPage_arePaged() {
        IntStream.range(0, 12).forEach(i -> person("Person " + (char) ('A' + i), null));
        eventually(() -> assertThat(page.rows()).hasSize(10));
        List<String> first = page.rows();

        page.press("Next \u2192");
        eventually(() -> assertThat(page.rows()).hasSize(2).doesNotContainAnyElementsOf(first));
        page.awaitText("Page 2");
        page.press("\u2190 Previous");
        eventually(() -> assertThat(page.rows()).isEqualTo(first));
    }

    @Test
    void records_refused_showEachErrorAtItsField() {
        page.press("New person")
                .type("name", " ")
                .type("age", "200")
                .type("email", "nope")
                .press("Save");

        eventually(() -> assertThat(page.error("name")).isNotEmpty());
        assertThat(page.error("age")).contains("150");
        assertThat(page.error("email")).isNotEmpty();
        page.type("name", "Ada").type("age", "x").type("email", "").press("Save");
        eventually(() -> assertThat(page.error("age")).contains("whole number"));
        page.type("age", "36").type("ttl", "soon").press("Save");
        eventually(() -> assertThat(page.error("ttl")).contains("seconds"));
        page.type("ttl", "").press("Save");

        page.awaitRow("Ada | 36");
    }

    @Test
    void keys_anyCharacters_areSearchedEditedAndDeleted() {
        String key = "a/../b & <c>?#%\u00e9";
        page.tab("keys");
        page.press("New entry").type("key", key).type("value", "one").press("Save");
        page.awaitRow(key + " | one");
        page.awaitNoDialog();
        text().body("two").put("kv/other").then().statusCode(201);
        page.awaitRow("other | two");

        page.search("a/../");
        page.awaitNoRow("other");
        page.awaitRow(key);
        page.search("nothing like this");
        page.awaitText("No key begins with this");
        page.search("a");
        page.press("Edit " + key).type("value", "three").press("Save");
        page.awaitRow(key + " | three");
        page.awaitNoDialog();
        page.press("Delete " + key);
        page.awaitText("Delete this entry?");
        page.press("Delete");
        page.awaitNoRow(key);
        assertThat(request().get("keys").jsonPath().getList("key")).containsExactly("other");
    }

    @Test
    void keys_linesThatEndWithCarriageReturns_keepThem() {
        page.tab("keys");
        text().body("one\r\ntwo").put("kv/lines").then().statusCode(201);

        page.press("Edit lines").type("value", "one\ntwo\nthree").press("Save");

        page.awaitNoDialog();
        text().get("kv/lines").then().body(equalTo("one\r\ntwo\r\nthree"));
    }

    @Test
    void keys_newOneThatIsTaken_isShownAndNotOverwritten() {
        page.tab("keys");
        text().body("theirs").put("kv/taken").then().statusCode(201);

        page.press("New entry").type("key", "taken").type("value", "mine").press("Save");

        page.awaitText("Somebody else was faster");
        assertThat(page.text()).contains("theirs", "mine");
        text().get("kv/taken").then().body(equalTo("theirs"));
    }

    @Test
    void expiry_isCountedDownAndTheEntryVanishes() {
        page.tab("keys");
        page.press("New entry")
                .type("key", "short")
                .type("value", "lived")
                .type("ttl", "20")
                .press("Save");

        eventually(
                () -> assertThat(page.rows()).anyMatch(row -> row.matches("short \\| lived \\| ([1-9]|1[0-9]|20) s")));
        eventually(() -> assertThat(page.rows()).anyMatch(row -> row.matches("short \\| lived \\| ([1-9]|1[0-6]) s")));
        page.awaitNoRow("short");
        page.awaitText("No entry yet");
    }

    @Test
    void conflict_overwritten_keepsWhatWasTyped() {
        person("Ada", null);
        page.awaitRow("Ada");
        try (Page other = Page.open(base())) {
            other.awaitRow("Ada");
            page.press("Edit Ada").type("name", "Ada by me");
            other.press("Edit Ada").type("name", "Ada by them").press("Save");
            other.awaitRow("Ada by them");

            page.awaitText("Somebody has just changed this entry.");
            assertThat(page.typed("name")).isEqualTo("Ada by me");
            page.press("Save");
            page.awaitText("Somebody else was faster");
            assertThat(page.text()).contains("Ada by me", "Ada by them");
            page.screenshot("conflict");
            assertThat(names()).containsExactly("Ada by them");

            page.press("Overwrite with mine");
            page.awaitRow("Ada by me");
            other.awaitRow("Ada by me");
            assertThat(names()).containsExactly("Ada by me");
            assertThat(other.complaints()).isEmpty();
        }
    }

    @Test
    void conflict_theirsTaken_keepsTheirs() {
        String path = person("Ada", null);
        page.awaitRow("Ada");
        page.press("Edit Ada").type("name", "Ada by me");
        request().body("{\"name\":\"Ada by them\"}").put(path);

        page.press("Save");
        page.awaitText("Somebody else was faster");
        page.press("Take theirs");
        eventually(() -> assertThat(page.typed("name")).isEqualTo("Ada by them"));
        page.press("Save");

        page.awaitNoDialog();
        assertThat(names()).containsExactly("Ada by them");
    }

    @Test
    void conflict_deletedMeanwhile_canBeMadeAgain() {
        String path = person("Ada", null);
        page.awaitRow("Ada");
        page.press("Edit Ada").type("name", "Ada by me");
        request().delete(path).then().statusCode(204);
        page.awaitText("Somebody has just deleted this entry.");

        page.press("Save");
        page.awaitText("It was deleted meanwhile");
        page.press("Make it again with mine");

        page.awaitRow("Ada by me");
        assertThat(names()).containsExactly("Ada by me");
    }

    @Test
    void deletion_ofWhatChangedMeanwhile_asksAgain() {
        String path = person("Ada", null);
        page.awaitRow("Ada");
        page.press("Delete Ada");
        page.awaitText("Delete this person?");
        request().body("{\"name\":\"Ada King\"}").put(path).then().statusCode(200);

        page.press("Delete");
        page.awaitText("It has changed since you saw it.");
        assertThat(page.text()).contains("Ada King");
        assertThat(names()).containsExactly("Ada King");
        page.press("Delete");

        page.awaitText("No person yet");
        assertThat(names()).isEmpty();
    }

    @Test
    void changes_byAnotherClient_appear() {
        String path = person("Ada", null);
        page.awaitRow("Ada");

        request().body("{\"name\":\"Eve\"}").put(path).then().statusCode(200);
        page.awaitRow("Eve");
        page.awaitNoRow("Ada");
        request().delete(path).then().statusCode(204);
        page.awaitText("No person yet");

        text().body("x").put("kv/elsewhere").then().statusCode(201);
        eventually(() -> assertThat(page.count("#tab-keys[data-news]")).isEqualTo(1));
    }

    @Test
    void changes_whileThePageIsHidden_areCaughtUpWith() {
        page.hide(true);
        page.awaitConnection("Paused");
        person("Ada", null);

        page.hide(false);

        page.awaitConnection("Live");
        page.awaitRow("Ada");
    }

    @Test
    void stores_each_showsWhatItIs() {
        page.tab("stores");

        page.awaitText("memory/page/persons");
        for (String part :
                List.of("persons", "users", "default", "ready", "In memory", "conditional writes", "for a read")) {
            assertThat(page.text()).contains(part);
        }
    }

    @Test
    void keyboard_tabsAndDialogs_needNoMouse() {
        person("Ada", null);
        page.awaitRow("Ada");
        page.tab("persons");
        page.keys(Keys.ARROW_RIGHT);
        assertThat(page.focused()).isEqualTo("Users");
        page.awaitText("No user yet");
        page.keys(Keys.HOME);
        assertThat(page.focused()).isEqualTo("Persons");

        page.press("Edit Ada");
        eventually(() -> assertThat(page.focused()).isEqualTo("Name"));
        page.keys("!");
        page.escape();
        page.awaitText("Escape once more throws away what you typed.");
        page.escape();
        page.awaitNoDialog();
        assertThat(page.focused()).isEqualTo("Edit Ada");
        assertThat(names()).containsExactly("Ada");
    }

    @Test
    void network_gone_isSaidAndCaughtUpWith() {
        person("Ada", null);
        page.awaitRow("Ada");

        page.offline(true);
        page.press("New person").type("name", "Eve").press("Save");
        page.awaitText("The server cannot be reached.");
        assertThat(page.typed("name")).isEqualTo("Eve");
        page.offline(false);
        page.press("Save");

        page.awaitRow("Eve");
        page.awaitConnection("Live");
        assertThat(page.complaints()).allMatch(message -> message.contains("ERR_INTERNET_DISCONNECTED"));
    }

    @Test
    void network_goneWhileListing_isTriedAgain() {
        request()
                .body("{\"name\":\"Ada\",\"email\":\"ada@example.com\"}")
                .post("user")
                .then()
                .statusCode(201);

        page.offline(true);
        page.tab("users");
        page.awaitText("The server cannot be reached");
        page.offline(false);

        page.awaitRow("Ada");
        assertThat(page.text()).doesNotContain("cannot be reached");
        assertThat(page.complaints()).allMatch(message -> message.contains("ERR_INTERNET_DISCONNECTED"));
    }

    @Test
    void deletion_ofARow_leavesTheFocusInTheList() {
        person("Ada", null);
        person("Eve", null);
        page.awaitRow("Eve");

        page.press("Delete Ada");
        page.awaitText("Delete this person?");
        page.press("Delete");
        page.awaitNoRow("Ada");

        eventually(() -> assertThat(page.focused()).isEqualTo("Edit Eve"));
    }
}

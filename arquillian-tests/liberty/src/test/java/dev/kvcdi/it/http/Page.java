package dev.kvcdi.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.awaitility.core.ThrowingRunnable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The sample's page in a browser of its own, by what a user sees and does. */
final class Page implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Where buttons are looked for: in the dialog that is open, otherwise in the panel that is shown. */
    private static final String SCOPE =
            "const scope = document.querySelector('dialog[open]') ?? document.querySelector('[role=tabpanel]:not([hidden])');";

    private final ChromeDriver driver;

    private Page(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Opens the page and waits until it is told of changes. */
    static Page open(URI base) {
        return open(base, Map.of());
    }

    /** Opens the page of an application that asks for tokens. */
    static Page openSignedOut(URI base) {
        return new Page(Chromium.start()).visit(base, "Signed out");
    }

    /** Opens the page on a screen like that of a phone. */
    static Page openOnPhone(URI base) {
        Page page = new Page(Chromium.start());
        page.driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 1, "mobile", true));
        return page.visit(base);
    }

    /** Opens the page with what the system prefers, by the names of CSS. */
    static Page open(URI base, Map<String, String> preferences) {
        Page page = new Page(Chromium.start());
        page.driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        preferences.entrySet().stream()
                                .map(feature -> Map.of("name", feature.getKey(), "value", feature.getValue()))
                                .toList()));
        return page.visit(base);
    }

    private Page visit(URI base) {
        return visit(base, "Live");
    }

    private Page visit(URI base, String connection) {
        try {
            driver.get(base.toString());
            awaitConnection(connection);
            return this;
        } catch (RuntimeException | Error failed) {
            driver.quit();
            throw failed;
        }
    }

    /** Loads the page again. */
    void reload() {
        driver.navigate().refresh();
    }

    void signOut() {
        driver.findElement(By.cssSelector("#session button")).click();
    }

    /** Selects a tab. */
    Page tab(String name) {
        driver.findElement(By.id("tab-" + name)).click();
        eventually(() -> assertThat(driver.findElement(By.id("panel-" + name)).isDisplayed())
                .isTrue());
        return this;
    }

    void awaitConnection(String state) {
        eventually(() ->
                assertThat(driver.findElement(By.id("connection")).getText()).isEqualTo(state));
    }

    /** The rows of the list that is shown: the texts of their cells, without those of buttons. */
    List<String> rows() {
        return strings(
                "return [...document.querySelectorAll('[role=tabpanel]:not([hidden]) tbody tr:not(.leaving)')]"
                        + ".map(row => [...row.querySelectorAll('th, td:not(.row-actions)')].map(cell => cell.textContent).join(' | '));");
    }

    void awaitRow(String part) {
        eventually(() -> assertThat(rows()).anyMatch(row -> row.contains(part)));
    }

    void awaitNoRow(String part) {
        eventually(() -> assertThat(rows()).noneMatch(row -> row.contains(part)));
    }

    /** Presses the button with a name in the dialog that is open, or else in the panel. */
    Page press(String name) {
        String find = SCOPE
                + "return [...scope.querySelectorAll('button')].find(button => button.checkVisibility()"
                + " && (button.getAttribute('aria-label') ?? button.textContent.trim()) === arguments[0]) ?? null;";
        eventually(() -> {
            WebElement button = (WebElement) driver.executeScript(find, name);
            assertThat(button).as("button '%s' in: %s", name, text()).isNotNull();
            button.click();
        });
        return this;
    }

    /** Replaces what a field of the dialog or panel has. */
    Page type(String field, String text) {
        eventually(() -> {
            WebElement input = field(field);
            input.clear();
            input.sendKeys(text);
        });
        return this;
    }

    /** What a field of the dialog has. */
    String typed(String field) {
        return field(field).getDomProperty("value");
    }

    /** What is wrong with a field of the dialog. */
    String error(String field) {
        WebElement input = field(field);
        assertThat(input.getDomAttribute("aria-invalid")).as(field).isEqualTo("true");
        return driver.findElement(By.id(input.getDomAttribute("id") + "-error")).getText();
    }

    private WebElement field(String name) {
        return driver.findElement(By.cssSelector("dialog[open] [name=" + name + "]"));
    }

    void search(String prefix) {
        WebElement input = driver.findElement(By.cssSelector("#panel-keys input[type=search]"));
        input.clear();
        input.sendKeys(prefix);
    }

    /** The text of the dialog that is open, or else of the panel. */
    String text() {
        return (String) driver.executeScript(SCOPE + "return scope.innerText;");
    }

    void awaitText(String part) {
        eventually(() -> assertThat(text()).contains(part));
    }

    void awaitNoDialog() {
        eventually(() ->
                assertThat(driver.findElements(By.cssSelector("dialog[open]"))).isEmpty());
    }

    /** Presses keys where the focus is. */
    void keys(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** The name of what has the focus. */
    String focused() {
        WebElement active = driver.switchTo().activeElement();
        return active.getAccessibleName();
    }

    void escape() {
        keys(Keys.ESCAPE);
    }

    /** Cuts the page off from the network, or connects it again. */
    void offline(boolean offline) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** Lets the page believe that nobody can see it, as behind another tab, or that somebody can. */
    void hide(boolean hidden) {
        driver.executeScript(
                "Object.defineProperty(document, 'hidden', {value: arguments[0], configurable: true});"
                        + "document.dispatchEvent(new Event('visibilitychange'));",
                hidden);
    }

    /** How many pixels the page is wider than its window. */
    long overflow() {
        return (Long)
                driver.executeScript(
                        "return Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth,"
                                + " ...[...document.querySelectorAll('dialog[open], dialog[open] *')].map(e => e.getBoundingClientRect().right - innerWidth).map(Math.ceil));");
    }

    /** Counts elements. */
    long count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    /** The rules of accessibility that the page breaks seriously, with where. */
    List<String> violations() {
        return Axe.violations(driver);
    }

    /** What the browser complains of, but for answers that tests provoke: it logs every one that is an error. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("the server responded with a status of 4"))
                .toList();
    }

    /** Keeps a picture. */
    void screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<String> strings(String script) {
        return ((List<?>) driver.executeScript(script))
                .stream().map(String::valueOf).toList();
    }

    /** Elements come and go while the page works, so that any failure is one of the moment. */
    static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(assertion);
    }

    @Override
    public void close() {
        driver.quit();
    }
}

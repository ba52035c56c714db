package dev.kvcdi.it.http;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The browser that the system has. */
final class Chromium {

    /** For the driver's start and for scripts. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Chromium() {}

    /** Starts a browser without a window, at a desktop's size. */
    static ChromeDriver start() {
        File program = find("chromium");
        File driver = find("chromedriver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program);
        options.addArguments(
                "--headless=new",
                // Chromium's own sandbox does not work for root, nor in most containers.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--hide-scrollbars",
                "--window-size=1200,900",
                "--lang=en");
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
        // Named, so that Selenium looks for nothing in the network.
        ChromeDriver browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver)
                        .withTimeout(PATIENCE)
                        .build(),
                options);
        browser.manage().timeouts().scriptTimeout(PATIENCE);
        return browser;
    }

    private static File find(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("The tests of the page need '" + program
                        + "' in the PATH. On Debian: apt-get install chromium chromium-driver"))
                .toFile();
    }
}

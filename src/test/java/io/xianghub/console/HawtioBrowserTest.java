package io.xianghub.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.DemoHub;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TakesScreenshot;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An operator logs in and sees the bundles' contexts and the broker's queues, in a real browser. */
@Tag("browser")
@DemoHub
class HawtioBrowserTest {

    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");

    @TempDir
    Path profile;

    @LocalServerPort
    private int port;

    private WebDriver browser;

    @BeforeEach
    void openBrowser() {
        boolean present = CHROMIUM.canExecute() && DRIVER.canExecute();
        if (System.getenv("CI") != null) {
            assertThat(present).as("CI needs chromium and chromedriver").isTrue();
        }
        Assumptions.assumeTrue(present, "No Chromium on this machine: the browser tests are skipped");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1400,900",
                "--user-data-dir=" + profile);
        browser = new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build(), options);
    }

    @AfterEach
    void closeBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @Test
    void anOperatorSeesEveryBundlesContextAndTheQueues() throws IOException {
        logIn("operator");

        browser.get(address("/hawtio/camel"));
        for (String bundle : new String[] {"medical-insurance", "housing-fund", "fiscal-budget"}) {
            waitFor(bundle);
        }
        picture("hawtio-camel");

        browser.get(address("/hawtio/jmx"));
        waitFor("org.apache.activemq.artemis");
        picture("hawtio-jmx");
    }

    @Test
    void anEngineerWhoMaySignInIsNotLetIntoHawtio() {
        logIn("engineer");
        browser.get(address("/hawtio/"));

        assertThat(browser.getPageSource()).doesNotContain("hawtio-main-page");
        assertThat(browser.getPageSource()).doesNotContain("medical-insurance");
    }

    private void logIn(String user) {
        browser.get(address("/hawtio/"));
        browser.findElement(By.name("username")).sendKeys(user);
        browser.findElement(By.name("password")).sendKeys("demo");
        browser.findElement(By.cssSelector("[type=submit]")).click();
    }

    private void waitFor(String text) {
        new WebDriverWait(browser, Duration.ofSeconds(20))
                .withMessage(() -> "'" + text + "' to appear on " + browser.getCurrentUrl() + ", which shows: "
                        + browser.findElement(By.tagName("body")).getText())
                .until(page -> page.findElement(By.tagName("body")).getText().contains(text));
    }

    private void picture(String name) throws IOException {
        Files.createDirectories(Path.of("target/pictures"));
        Files.write(
                Path.of("target/pictures", name + ".png"),
                ((TakesScreenshot) browser).getScreenshotAs(OutputType.BYTES));
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}

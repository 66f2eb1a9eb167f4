package io.fieldwarden.collector.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The machine's own Chromium without a screen; it never looks anything up outside. */
final class TestBrowser implements AutoCloseable {
    static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;
    /** Errors, warnings and refused resources that pages reported. */
    final List<String> complaints = new ArrayList<>();

    TestBrowser() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(QUIET));
    }

    static boolean present() {
        return Files.isExecutable(CHROMIUM);
    }

    /** A new person at a new browser, on a screen {@code width} wide. */
    Page page(int width, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, width < 600 ? 860 : 900)
                .setColorScheme(scheme)
                .setLocale("en-GB")
                .setIgnoreHTTPSErrors(true));
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("uncaught: " + error));
        return page;
    }

    /** Signs in and waits for the overview. */
    static void signIn(Page page, ConsolePreview console) {
        page.navigate(console.url() + "/");
        page.fill("input[name=name]", ConsolePreview.NAME);
        page.fill("input[name=password]", ConsolePreview.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForSelector(".rail");
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

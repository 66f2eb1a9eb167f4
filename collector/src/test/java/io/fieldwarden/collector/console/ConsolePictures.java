package io.fieldwarden.collector.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes pictures of every page, wide and narrow, light and dark, to look at: {@code ConsolePictures DIRECTORY}. */
final class ConsolePictures {
    private ConsolePictures() {}

    public static void main(String[] args) throws Exception {
        Path out = Files.createDirectories(Path.of(args[0]));
        try (ConsolePreview console = new ConsolePreview(Files.createTempDirectory("pictures"), true, 0);
                TestBrowser browser = new TestBrowser()) {
            for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                for (int width : new int[] {1440, 400}) {
                    pictures(browser.page(width, scheme), console, out.resolve(width + "-" + scheme + "-"));
                }
            }
            browser.complaints.forEach(System.out::println);
        }
    }

    private static void pictures(Page page, ConsolePreview console, Path prefix) {
        page.navigate(console.url() + "/");
        page.waitForSelector("input[name=name]");
        take(page, prefix, "sign-in");
        TestBrowser.signIn(page, console);
        page.waitForSelector(".tiles");
        take(page, prefix, "overview");
        page.navigate(console.url() + "/alerts?state=OPEN");
        page.waitForSelector("table.alerts tbody tr");
        take(page, prefix, "alerts");
        page.navigate(console.url() + "/alerts/" + PlantStory.id(5));
        page.waitForSelector(".hex");
        take(page, prefix, "alert");
        page.navigate(console.url() + "/agents");
        page.waitForSelector(".agent");
        take(page, prefix, "agents");
    }

    private static void take(Page page, Path prefix, String name) {
        page.waitForTimeout(200);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of(prefix + name + ".png"))
                .setFullPage(name.startsWith("alert") && !name.equals("alerts")));
    }
}

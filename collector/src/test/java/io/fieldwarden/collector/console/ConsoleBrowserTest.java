package io.fieldwarden.collector.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.fieldwarden.agent.contract.Alert;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console as people use it, in a real browser. */
class ConsoleBrowserTest {
    private static final String HOSTILE =
            "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>"
                    + "\u202egnp.exe\u0000\u001b[2J\r\n${7*7}{{7*7}}'\"`--></textarea>";

    @TempDir
    Path dir;

    private static TestBrowser browser;
    private ConsolePreview console;
    private Page page;

    @BeforeAll
    static void launch() {
        if (!TestBrowser.present()) {
            assertThat(System.getenv("CI"))
                    .as("CI must have " + TestBrowser.CHROMIUM)
                    .isNotEqualTo("true");
            assumeTrue(false, "no " + TestBrowser.CHROMIUM + " here; install Debian's chromium to run this");
        }
        browser = new TestBrowser();
    }

    @AfterAll
    static void quit() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        browser.complaints.clear();
        console = new ConsolePreview(dir, true, 0);
        page = browser.page(1440, ColorScheme.LIGHT);
    }

    @AfterEach
    void close() {
        page.context().close();
        console.close();
    }

    private void noComplaints() {
        assertThat(browser.complaints)
                .as("errors, warnings and policy violations in the browser")
                .isEmpty();
    }

    @Test
    void a_wrong_password_is_told_and_the_right_one_opens_the_overview() {
        page.navigate(console.url() + "/alerts");
        page.fill("input[name=name]", ConsolePreview.NAME);
        page.fill("input[name=password]", "not the password");
        page.click("button.primary");
        assertThat(page.locator(".notice.bad")).containsText("Name or password is wrong");
        assertThat(browser.complaints).allMatch(complaint -> complaint.contains("401"));
        browser.complaints.clear();
        page.fill("input[name=password]", ConsolePreview.PASSWORD);
        page.click("button.primary");
        assertThat(page.locator("h1")).containsText("65 alerts in all");
        page.click("nav a:has-text('Overview')");
        assertThat(page.locator("h1")).containsText("3 serious alerts need a decision");
        noComplaints();
    }

    @Test
    void a_live_alert_announces_itself_and_comes_in_when_asked() {
        TestBrowser.signIn(page, console);
        page.click("nav a:has-text('Alerts')");
        assertThat(page.locator("table.alerts tbody tr").first()).isVisible();
        assertThat(page.locator(".live")).hasText("Live");
        console.arrive(console.story.hostile("A brand new thing"));
        assertThat(page.locator(".pill")).containsText("1 new alert");
        assertThat(page.getByText("A brand new thing")).hasCount(0);
        page.click(".pill");
        assertThat(page.locator("table.alerts tbody tr").first()).containsText("A brand new thing");
        Alert again = console.story.write(1, 9);
        console.arrive(again);
        assertThat(page.locator("tr[data-id='" + again.id() + "'] .t-count")).hasText("9");
        noComplaints();
    }

    @Test
    void the_list_is_filtered_by_its_facets_and_words_and_the_address_says_so() {
        TestBrowser.signIn(page, console);
        page.navigate(console.url() + "/alerts");
        page.check("input[name=severity][value=CRITICAL]");
        assertThat(page.locator("h1")).hasText("1 alert matches the filter.");
        assertThat(page).hasURL(Pattern.compile("severity=CRITICAL"));
        page.reload();
        assertThat(page.locator("table.alerts tbody tr")).hasCount(1);
        page.navigate(console.url() + "/alerts");
        page.fill("#search", "eng-laptop wildcard");
        page.keyboard().press("Enter");
        assertThat(page.locator("table.alerts tbody tr")).hasCount(1);
        assertThat(page.locator("table.alerts")).containsText("Subscription to everything");
        page.goBack();
        assertThat(page.locator("h1")).containsText("65 alerts in all");
        noComplaints();
    }

    @Test
    void an_alert_is_opened_acknowledged_closed_with_a_reason_and_reopened() {
        TestBrowser.signIn(page, console);
        page.click(".lines a:has-text('Write by a station')");
        assertThat(page.locator("h1")).containsText("ENG-LAPTOP (10.0.3.99) wrote 3000");
        assertThat(page.locator(".diff .expected")).containsText("10.0.3.10 (HMI-1)");
        assertThat(page.locator(".diff .seen li.differs")).hasCount(2);
        page.click("button:has-text('Acknowledge')");
        assertThat(page.locator(".history li").first()).containsText("Acknowledged by olga");
        page.click("button:has-text('Close with a reason')");
        page.click("dialog button:has-text('Planned work')");
        page.click("dialog button.primary");
        assertThat(page.locator(".actions-card")).containsText("Planned work");
        assertThat(page.locator(".history li").first()).containsText("Closed by olga: Planned work");
        page.click("button:has-text('Reopen')");
        assertThat(page.locator(".history li").first()).containsText("Reopened by olga");
        noComplaints();
    }

    @Test
    void the_evidence_is_listed_and_downloads_as_a_pcapng_file() throws IOException {
        TestBrowser.signIn(page, console);
        page.navigate(console.url() + "/alerts/" + PlantStory.id(5));
        assertThat(page.locator(".packets tbody tr")).hasCount(2);
        assertThat(page.locator(".packets tbody tr").first()).containsText("10.0.3.99:50122 → 10.0.3.17:502 TCP");
        assertThat(page.locator(".hex")).containsText("0b b8");
        Download download = page.waitForDownload(() -> page.click("a[download]"));
        assertThat(download.suggestedFilename()).matches("fieldwarden-[0-9a-f]{12}\\.pcapng");
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(download.path())).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(file.getInt(0)).isEqualTo(0x0a0d0d0a);
        assertThat(file.getInt(8)).isEqualTo(0x1a2b3c4d);
        noComplaints();
    }

    @Test
    void everything_is_done_with_the_keyboard_alone() {
        page.navigate(console.url() + "/");
        assertThat(page.locator("input[name=name]")).isFocused();
        page.keyboard().type(ConsolePreview.NAME);
        page.keyboard().press("Tab");
        page.keyboard().type(ConsolePreview.PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.locator(".tiles")).isVisible();
        page.keyboard().press("/");
        page.keyboard().type("publisher");
        page.keyboard().press("Enter");
        assertThat(page.locator("table.alerts tbody tr")).hasCount(1);
        page.keyboard().press("Escape");
        page.keyboard().press("j");
        page.keyboard().press("a");
        assertThat(page.locator("tr.at .t-state")).hasText("Acknowledged");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).containsText("mqtt-explorer-1f published");
        page.keyboard().press("c");
        page.keyboard().type("not ours");
        page.keyboard().press("Tab");
        page.locator("dialog button.primary").press("Enter");
        assertThat(page.locator(".history li").first()).containsText("Closed by olga: not ours");
        page.keyboard().press("?");
        assertThat(page.locator("dialog")).containsText("Keyboard");
        noComplaints();
    }

    @Test
    void what_a_device_says_is_shown_and_never_obeyed() {
        console.arrive(console.story.hostile(HOSTILE));
        TestBrowser.signIn(page, console);
        for (String path :
                List.of("/", "/alerts", "/alerts/" + PlantStory.id(666), "/alerts?q=%3Cscript%3E&agent=%3Cimg%3E")) {
            page.navigate(console.url() + path);
            assertThat(page.locator("h1")).isVisible();
            assertThat(page.locator(".skeleton")).hasCount(0);
            assertThat(page.title()).endsWith("Fieldwarden");
            assertThat(page.locator("main img, main script, main iframe")).hasCount(0);
            assertThat((String) page.evaluate("document.body.textContent"))
                    .doesNotContain("\u202e", "\u001b", "\u0000");
        }
        page.navigate(console.url() + "/alerts/" + PlantStory.id(666));
        assertThat(page.locator("h1")).containsText("<script>");
        assertThat(page.locator("h1")).containsText("\\u202e");
        noComplaints();
    }

    @Test
    void a_text_as_long_as_the_wire_carries_neither_breaks_the_list_nor_the_page() {
        console.arrive(console.story.hostile("W".repeat(20 * 1024)));
        TestBrowser.signIn(page, console);
        for (String path : List.of("/", "/alerts", "/alerts/" + PlantStory.id(666))) {
            page.navigate(console.url() + path);
            assertThat(page.locator("main")).containsText("WWWWWW");
            assertThat(sidewaysScroll()).as(path).isZero();
        }
        noComplaints();
    }

    @Test
    void on_a_phone_nothing_scrolls_sideways() {
        console.arrive(console.story.hostile("A-name-without-any-space-".repeat(20)));
        page.setViewportSize(400, 800);
        TestBrowser.signIn(page, console);
        for (String path : List.of(
                "/",
                "/alerts",
                "/alerts/" + PlantStory.id(5),
                "/alerts/" + PlantStory.id(666),
                "/agents",
                "/account")) {
            page.navigate(console.url() + path);
            assertThat(page.locator("h1")).isVisible();
            assertThat(page.locator(".skeleton")).hasCount(0);
            assertThat(sidewaysScroll()).as(path).isZero();
        }
        noComplaints();
    }

    private int sidewaysScroll() {
        Object wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        return ((Number) wide).intValue();
    }
}

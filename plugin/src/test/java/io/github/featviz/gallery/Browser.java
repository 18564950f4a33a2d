package io.github.featviz.gallery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The Chromium that is installed, without a window and without a life of its own. */
final class Browser implements AutoCloseable {

    private static final List<String> FOLDERS = List.of("/usr/bin", "/usr/local/bin", "/usr/lib/chromium");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Whether there is a Chromium and its driver. */
    static boolean isInstalled() {
        return find("chromium", "google-chrome").isPresent()
                && find("chromedriver").isPresent();
    }

    static Browser open(Path profile) throws IOException {
        return opened(options(profile));
    }

    private static Browser opened(ChromeOptions options) throws IOException {
        Browser browser = new Browser(driver(options));
        // What the browser asks for to show its own first page is no page's doing.
        browser.forget();
        return browser;
    }

    /** Leaves what was open and forgets what was logged of it. */
    void forget() throws IOException {
        visit("about:blank");
        requests();
        errors();
    }

    /** A browser whose user has switched JavaScript off. */
    static Browser withoutScripts(Path profile) throws IOException {
        ChromeOptions options = options(profile);
        options.setExperimentalOption("prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
        return opened(options);
    }

    private static ChromeDriver driver(ChromeOptions options) {
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(find("chromedriver").orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(service, options);
    }

    private static ChromeOptions options(Path profile) throws IOException {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(find("chromium", "google-chrome").orElseThrow().toFile());
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--window-size=1280,900",
                "--user-data-dir=" + Files.createDirectories(profile));
        return options;
    }

    private static Optional<Path> find(String... names) {
        return Stream.of(names)
                .flatMap(name -> FOLDERS.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    void visit(String url) {
        driver.get(url);
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    void click(WebElement element) {
        new Actions(driver).scrollToElement(element).click(element).perform();
    }

    void press(Keys key) {
        new Actions(driver).sendKeys(key).perform();
    }

    void screen(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Sets the user's preference for a light or dark page. */
    void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Waits until a script says something. */
    void waitFor(String script) {
        String waiting =
                """
                const done = arguments[arguments.length - 1];
                const check = () => { %s };
                const again = () => check() ? done() : setTimeout(again, 20);
                again();""";
        driver.executeAsyncScript(waiting.formatted(script));
    }

    String string(String script) {
        return String.valueOf(driver.executeScript(script));
    }

    List<String> strings(String script) {
        return driver.executeScript(script) instanceof List<?> found
                ? found.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** What axe finds wrong for people who see, hear or move otherwise: rule and place of each violation. */
    List<String> barriers() throws IOException {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            driver.executeScript(new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
        }
        Object found = driver.executeAsyncScript(
                """
                const done = arguments[arguments.length - 1];
                axe.run({preload: false}).then(r => done(r.violations.flatMap(v => v.nodes.map(n => v.id + ' at ' + n.target + ': ' + n.failureSummary))));""");
        return found instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of("axe said nothing");
    }

    /**
     * How much of the page has moved while it loaded, by the measure of browsers (cumulative layout shift: what follows a
     * resized window or the user's hand does not count).
     */
    Shift shift() {
        Object shifts = driver.executeAsyncScript(
                """
                const done = arguments[arguments.length - 1];
                const place = r => [r.x, r.y, r.width, r.height].map(Math.round).join(' ');
                const name = n => n ? n.nodeName + (n.id ? '#' + n.id : '') + (n.className ? '.' + n.className : '') : 'gone';
                const found = [];
                new PerformanceObserver(l => found.push(...l.getEntries().filter(e => !e.hadRecentInput)))
                  .observe({type: 'layout-shift', buffered: true});
                setTimeout(() => done(found.map(e => [String(e.value), e.sources.map(
                  s => name(s.node) + ' from ' + place(s.previousRect) + ' to ' + place(s.currentRect)).join('; ')])), 300);""");
        Shift whole = new Shift(0, List.of());
        for (Object shift : (List<?>) shifts) {
            List<?> parts = (List<?>) shift;
            whole = whole.and(Double.parseDouble(String.valueOf(parts.get(0))), String.valueOf(parts.get(1)));
        }
        return whole;
    }

    /** How far a page has moved: the sum of its shifts, and what moved from where to where. */
    record Shift(double sum, List<String> moved) {

        Shift and(double value, String what) {
            return new Shift(
                    sum + value, Stream.concat(moved.stream(), Stream.of(what)).toList());
        }
    }

    /** Writes what the window shows as PNG, the page down to a height. */
    void photograph(Path file, int width, int height) throws IOException {
        screen(width, height);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    /** Prefers paper over the screen, or not. */
    void print(boolean paper) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", paper ? "print" : ""));
    }

    /** Prints a dark user's page, so to speak: paper, whatever the screen's colours are. */
    void printInTheDark() {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("media", "print", "features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    }

    /** Sets the user's preference for a page on which nothing moves. */
    void preferStillness(boolean still) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", still ? "reduce" : ""))));
    }

    /** Where the page's links and its images' copies are, whole. */
    List<String> addresses() {
        return strings(
                """
                return [...document.querySelectorAll('a[href]')].map(a => a.href.baseVal === undefined ? a.href : new URL(a.href.baseVal, document.baseURI).href)
                  .concat([...document.querySelectorAll('a[data-full]')].map(a => new URL(a.dataset.full, document.baseURI).href))
                  .concat([...document.querySelectorAll('img[srcset]')].flatMap(i => i.srcset.split(', ').map(c => new URL(c.split(' ')[0], document.baseURI).href)))""");
    }

    /** Links to places on the same page that are not there. */
    List<String> brokenFragments() {
        return strings(
                """
                return [...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute('href')).filter(h => !document.getElementById(h.slice(1)))""");
    }

    /** Images that do not load, lazy ones included. */
    List<String> brokenImages() {
        Object broken = driver.executeAsyncScript(
                """
                const done = arguments[arguments.length - 1];
                const images = [...document.querySelectorAll('main img')];
                images.forEach(i => { i.loading = 'eager'; });
                Promise.all(images.map(i => i.decode().then(() => null, () => i.currentSrc || i.src)))
                  .then(all => done(all.filter(x => x !== null)));""");
        return broken instanceof List<?> found
                ? found.stream().map(String::valueOf).toList()
                : List.of("nothing came back");
    }

    /** What the console said that is an error, since the last time. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getMessage())
                .toList();
    }

    /** What the page asked for, since the last time; not what the browser takes from within itself or the page. */
    List<String> requests() throws IOException {
        List<String> requests = new ArrayList<>();
        ObjectMapper mapper = new ObjectMapper();
        for (var entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = mapper.readTree(entry.getMessage()).path("message");
            String url = message.path("params").path("request").path("url").asText();
            if (message.path("method").asText().equals("Network.requestWillBeSent")
                    && !url.startsWith("chrome")
                    && !url.startsWith("data:")) {
                requests.add(url);
            }
        }
        return requests;
    }

    @Override
    public void close() {
        driver.quit();
    }
}

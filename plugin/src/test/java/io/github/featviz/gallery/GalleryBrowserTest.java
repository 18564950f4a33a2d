package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.featviz.spec.SiteSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * The pages in a real browser, from a folder and from a server.
 *
 * <p>Looks at the gallery in the folder that the system property {@code featviz.gallery} names, otherwise at a sample that it makes
 * itself. Skipped where no Chromium with its driver is installed; nothing is downloaded.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GalleryBrowserTest {

    private final Path gallery;
    private final boolean sample;
    private final Browser browser;

    GalleryBrowserTest(@TempDir Path temp) throws IOException {
        assumeTrue(Browser.isInstalled(), "no chromium and chromedriver installed: browser tests skipped");
        String given = System.getProperty("featviz.gallery", "");
        sample = given.isEmpty();
        if (sample) {
            gallery = temp.resolve("some where/gallery");
            new GalleryWriter(Theme.standard()).write(SampleExhibition.in(temp.resolve("made")), gallery);
        } else {
            gallery = Path.of(given).toRealPath();
        }
        browser = Browser.open(temp.resolve("profile"));
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @Test
    void everyPageIsReachedAndEveryLinkAndImageResolves() throws IOException {
        List<String> broken = new ArrayList<>();
        Set<String> reached = new LinkedHashSet<>();
        // What another test has looked at, screenshots among it, is no page's doing.
        browser.forget();
        Deque<String> waiting = new ArrayDeque<>(List.of(url(Addresses.INDEX)));
        while (!waiting.isEmpty()) {
            String page = waiting.remove();
            if (!reached.add(page)) {
                continue;
            }
            browser.visit(page);
            browser.brokenImages().forEach(image -> broken.add(page + " shows " + image));
            for (String link : browser.addresses()) {
                String file = link.replaceFirst("#.*", "");
                if (file.startsWith("file:") && !Files.isRegularFile(Path.of(URI.create(file)))) {
                    broken.add(page + " leads to " + link);
                } else if (file.endsWith(".html") && file.startsWith(root())) {
                    waiting.add(file);
                }
            }
            browser.brokenFragments().forEach(fragment -> broken.add(page + " leads to " + fragment));
            browser.errors().forEach(error -> broken.add(page + " logs " + error));
            browser.requests().stream()
                    .filter(request -> !request.startsWith(root()))
                    .forEach(request -> broken.add(page + " asks for " + request));
        }
        assertThat(broken).isEmpty();
        assertThat(reached).containsExactlyInAnyOrderElementsOf(pages());
    }

    @Test
    void aLinkToASectionLeadsThere() throws IOException {
        browser.screen(1280, 900);
        browser.visit(url(Addresses.INDEX));
        for (String id : browser.strings("return [...document.querySelectorAll('main section[id]')].map(s => s.id)")) {
            browser.forget();
            browser.visit(url(Addresses.INDEX) + "#" + id);
            // As far as the page goes: the last sections may be shorter than the window.
            browser.waitFor(
                    """
                    const section = document.getElementById(location.hash.slice(1));
                    const left = document.documentElement.scrollHeight - innerHeight - scrollY;
                    const top = section.getBoundingClientRect().top;
                    return document.readyState === 'complete' && (Math.abs(top) < 100 || (left < 2 && top < innerHeight));""");
        }
    }

    @Test
    void tabReachesEverythingThatCanBeUsed() throws IOException {
        for (String page : examples()) {
            browser.visit(url(page));
            Set<String> usable = new TreeSet<>(
                    browser.strings(
                            """
                    let n = 0;
                    return [...document.querySelectorAll('a[href], button, summary, input, select, [tabindex="0"]')]
                        .filter(e => e.checkVisibility())
                        .map(e => { e.dataset.n = e.tagName.toLowerCase() + ' ' + n++; return e.dataset.n; })"""));
            Set<String> reached = new TreeSet<>();
            browser.press(Keys.TAB);
            assertThat(browser.string("return document.activeElement.className"))
                    .isEqualTo("skip");
            for (int step = 0; step <= usable.size() + 3; step++) {
                reached.add(browser.string("return document.activeElement.dataset.n || ''"));
                browser.press(Keys.TAB);
            }
            assertThat(reached).as(page).containsAll(usable);
        }
    }

    @Test
    void lightboxTurnsWithArrowsAndClosesWithEscape() throws IOException {
        browser.visit(url(Addresses.INDEX));
        WebElement button = browser.all("figcaption button").get(0);
        browser.click(button);
        assertThat(browser.all("dialog[open]")).hasSize(1);
        String first = browser.string("return document.querySelector('dialog img').src");

        browser.press(Keys.ARROW_RIGHT);
        assertThat(browser.string("return document.querySelector('dialog img').src"))
                .isNotEqualTo(first);
        browser.press(Keys.ARROW_LEFT);
        assertThat(browser.string("return document.querySelector('dialog img').src"))
                .isEqualTo(first);
        browser.press(Keys.ESCAPE);

        assertThat(browser.all("dialog[open]")).isEmpty();
        assertThat(browser.string("return document.activeElement.tagName")).isEqualTo("BUTTON");
    }

    @Test
    void lightLiesOnItsPhotographAlsoWhereThatIsLarge() throws IOException {
        String elsewhere =
                """
                const place = e => [e.getBoundingClientRect()].map(r => [r.x, r.y, r.width, r.height].join(' '))[0];
                return [...document.querySelectorAll('%s')]
                    .filter(light => place(light) !== place(light.previousElementSibling)).map(light => light.outerHTML)""";
        for (int width : List.of(390, 1280)) {
            browser.screen(width, 900);
            for (String page : examples()) {
                browser.visit(url(page));
                assertThat(browser.brokenImages()).as(page).isEmpty();
                assertThat(browser.strings(elsewhere.formatted("main img.light")))
                        .as("%s at %d px", page, width)
                        .isEmpty();
            }
        }
        assumeTrue(
                sample,
                "skipped: this test knows what the sample shows, and looks at that when it runs without featviz.gallery");
        browser.visit(url(Addresses.INDEX));
        assertThat(browser.all("main .tile .light")).isNotEmpty();
        browser.string("document.querySelector('.excerpts a.zoom:has(.light)').click()");

        String shown =
                "return [...document.querySelectorAll('dialog img.light:not([hidden])')].map(light => light.src)";
        assertThat(browser.strings(shown))
                .isEqualTo(browser.strings("return [document.querySelector('.excerpts a.zoom .light').src]"));
        assertThat(browser.strings(elsewhere.formatted("dialog img.light"))).isEmpty();
        browser.press(Keys.ARROW_LEFT);
        assertThat(browser.strings(shown)).isEmpty();
        browser.press(Keys.ESCAPE);
    }

    @Test
    void nothingSticksOutOnASmallScreen() throws IOException {
        for (int width : List.of(320, 390)) {
            browser.screen(width, 700);
            for (String page : examples()) {
                browser.visit(url(page));
                String overflow = browser.string("return String(document.scrollingElement.scrollWidth)");
                assertThat(Integer.parseInt(overflow))
                        .as("%s at %d px", page, width)
                        .isLessThanOrEqualTo(width);
            }
        }
        browser.screen(1280, 900);
    }

    @Test
    void aTitleThatIsOneLongWordStaysOnASmallScreen(@TempDir Path temp) throws IOException {
        Exhibition sample = SampleExhibition.in(temp.resolve("made"));
        new GalleryWriter(Theme.standard())
                .write(SampleExhibition.without(sample, "Wonach".repeat(40), null), temp.resolve("gallery"));
        browser.screen(320, 700);
        for (String page : List.of(Addresses.INDEX, Addresses.ABOUT)) {
            browser.visit(url(temp.resolve("gallery").resolve(page)));
            String overflow = browser.string("return String(document.scrollingElement.scrollWidth)");
            assertThat(Integer.parseInt(overflow)).as(page).isLessThanOrEqualTo(320);
        }
        browser.screen(1280, 900);
    }

    @Test
    void everythingFitsAtTwiceTheSize() throws IOException {
        // A window of 1280 pixels at 200 % has room for 640 of a page's; and some users have larger letters only.
        for (String letters : List.of("100%", "200%")) {
            browser.screen(640, 450);
            for (String page : examples()) {
                browser.visit(url(page));
                browser.string("document.documentElement.style.fontSize = '" + letters + "'");
                browser.string("document.querySelectorAll('details').forEach(d => { d.open = true; })");
                assertThat(
                                browser.strings(
                                        """
                        const seen = e => !e.closest('.scroll, pre, .hidden, .skip') && e.checkVisibility();
                        return [...document.querySelectorAll('body *')].filter(e => seen(e) && !(e instanceof SVGElement))
                            .filter(e => e.getBoundingClientRect().right > 641)
                            .map(e => e.tagName + '.' + e.className + ': ' + e.textContent.slice(0, 40))"""))
                        .as("%s with letters of %s", page, letters)
                        .isEmpty();
            }
        }
        browser.screen(1280, 900);
    }

    @Test
    void nothingMovesForThoseWhoWantItStill() throws IOException {
        browser.preferStillness(true);
        for (String page : examples()) {
            browser.visit(url(page));
            assertThat(
                            browser.strings(
                                    """
                    return [...document.querySelectorAll('*')].map(e => [e, getComputedStyle(e)])
                        .filter(([e, s]) => s.transitionDuration.split(', ').some(d => d !== '0s') && s.transitionProperty !== 'none'
                            || s.animationName !== 'none' || s.scrollBehavior === 'smooth')
                        .map(([e]) => e.tagName + '.' + e.className)"""))
                    .as(page)
                    .isEmpty();
        }
        browser.preferStillness(false);
    }

    @Test
    void paperIsWhiteNarrowAndWithoutTools() throws IOException {
        browser.screen(700, 990);
        for (String page : examples()) {
            browser.visit(url(page));
            browser.printInTheDark();
            assertThat(browser.string("return String(document.scrollingElement.scrollWidth <= 700)"))
                    .as("%s is not wider than paper", page)
                    .isEqualTo("true");
            assertThat(
                            browser.strings(
                                    """
                    const light = c => c.match(/[\\d.]+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0) > 600;
                    const texts = [...document.querySelectorAll('h1, h2, p, dt, dd, figcaption, td, th, li')].filter(e => e.checkVisibility());
                    return texts.filter(e => light(getComputedStyle(e).color)).map(e => 'light on white: ' + e.textContent.slice(0, 40))
                        .concat([...document.querySelectorAll('.finder, .top nav, button')].filter(e => e.checkVisibility()).map(e => 'a tool: ' + e.textContent.slice(0, 40)));"""))
                    .as(page)
                    .isEmpty();
            browser.print(false);
        }
        browser.prefer("light");
        browser.screen(1280, 900);
    }

    @Test
    void putsNoBarrierBeforeAnybody() throws IOException {
        List<String> barriers = new ArrayList<>();
        for (String scheme : List.of("light", "dark")) {
            browser.prefer(scheme);
            for (int width : List.of(390, 1280)) {
                browser.screen(width, 900);
                for (String page : examples()) {
                    browser.visit(url(page));
                    browser.string("document.querySelectorAll('details').forEach(d => { d.open = true; })");
                    browser.barriers()
                            .forEach(barrier ->
                                    barriers.add("%s, %s, %d px: %s".formatted(page, scheme, width, barrier)));
                }
            }
        }
        browser.prefer("light");
        assertThat(barriers).isEmpty();
    }

    @Test
    void nothingMovesWhileAPageLoads() throws IOException {
        for (int width : List.of(390, 1280)) {
            browser.screen(width, 900);
            for (String page : examples()) {
                browser.visit(url(page));
                Browser.Shift shift = browser.shift();
                assertThat(shift.sum())
                        .as("%s at %d px: %s", page, width, shift.moved())
                        .isLessThanOrEqualTo(0.02);
            }
        }
    }

    @Test
    void nothingMovesWhileAPageComesBitByBit() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> serveSlowly(exchange));
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        try {
            String base = "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
            for (int width : List.of(390, 1280)) {
                browser.screen(width, 900);
                for (String page : examples()) {
                    browser.visit(base + page);
                    Browser.Shift shift = browser.shift();
                    assertThat(shift.sum())
                            .as("%s at %d px: %s", page, width, shift.moved())
                            .isLessThanOrEqualTo(0.02);
                }
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theFirstPageIsLight() throws IOException {
        long bytes = 0;
        for (String file : List.of(Addresses.INDEX, "style.css", "script.js", "icon.svg")) {
            bytes += Files.size(gallery.resolve(file));
        }
        assertThat(bytes).isLessThanOrEqualTo(600_000);
    }

    @Test
    void chartsKeepTheirNumbersApartOnAPhone() throws IOException {
        browser.screen(320, 700);
        for (String page :
                pages().stream().filter(page -> page.contains("/probes/")).toList()) {
            browser.visit(page);
            browser.string("document.querySelectorAll('details').forEach(d => { d.open = true; })");
            assertThat(
                            browser.strings(
                                    """
                    return [...document.querySelectorAll('svg.spikes')].flatMap(chart => {
                      const texts = [...chart.querySelectorAll('text')].filter(t => getComputedStyle(t).display !== 'none');
                      const boxes = texts.map(t => t.getBoundingClientRect());
                      const clash = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom - 3 && b.top < a.bottom - 3;
                      const out = texts.filter((t, i) => boxes[i].left < -1 || boxes[i].right > 321).map(t => 'outside: ' + t.textContent);
                      return out.concat(boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b => clash(a, b)).map(() => chart.id + texts[i].textContent)));
                    })"""))
                    .as(page)
                    .isEmpty();
        }
        browser.screen(1280, 900);
    }

    @Test
    void findsFiltersAndKeepsTheSearchInTheAddress() throws IOException {
        assumeTrue(
                sample,
                "skipped: this test knows what the sample shows, and looks at that when it runs without featviz.gallery");
        browser.visit(url(Addresses.INDEX) + "#find?q=17");
        browser.waitFor("return document.querySelectorAll('.finder li').length === 1 ? 'yes' : ''");
        assertThat(browser.all(".finder a.tile").get(0).getAttribute("href"))
                .endsWith("units/blocks.14.project.conv/17/index.html");
        assertThat(browser.all(".finder [role=status]").get(0).getText()).isEqualTo("1 filter found");

        WebElement field = browser.all(".finder input").get(0);
        browser.click(field);
        browser.press(Keys.BACK_SPACE);
        browser.press(Keys.BACK_SPACE);
        field.sendKeys("tabby");
        browser.waitFor("return document.querySelectorAll('.finder li').length > 1 ? 'yes' : ''");
        assertThat(browser.string("return location.hash")).isEqualTo("#find?q=tabby");

        field.clear();
        field.sendKeys("filter 17 about");
        browser.waitFor("return document.querySelectorAll('.finder li').length === 3 ? 'yes' : ''");

        field.clear();
        field.sendKeys("about 17");
        browser.waitFor("return document.querySelectorAll('.finder li').length === 1 ? 'yes' : ''");

        browser.click(browser.all(".finder button").get(0));
        browser.waitFor("return document.querySelectorAll('.finder li').length === 0 ? 'yes' : ''");
        assertThat(browser.string("return location.hash")).isEmpty();
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void ordersAndSiftsTheFiltersOfALayer() {
        assumeTrue(
                sample,
                "skipped: this test knows what the sample shows, and looks at that when it runs without featviz.gallery");
        browser.visit(url(Addresses.layer(SampleExhibition.LATE)) + "#find?is=c");
        browser.waitFor("return document.querySelectorAll('.finder li').length === 2 ? 'yes' : ''");
        assertThat(browser.all("[data-all]").get(0).isDisplayed()).isFalse();

        browser.visit(url(Addresses.layer(SampleExhibition.LATE)) + "#find?by=s");
        browser.waitFor("return document.querySelectorAll('.finder li').length === 6 ? 'yes' : ''");
        assertThat(browser.all(".finder .note").get(0).getText()).isEqualTo("6.7×");
    }

    @Test
    void takesPicturesOfItself() throws IOException {
        Path folder = Path.of("target", "screenshots");
        int number = 1;
        for (String page : List.of(Addresses.INDEX, unitExample(), probeExample())) {
            for (String scheme : List.of("light", "dark")) {
                browser.prefer(scheme);
                int width = scheme.equals("light") ? 1280 : 390;
                browser.screen(width, 900);
                browser.visit(url(page));
                browser.photograph(folder.resolve("page-%d-%s-%d.png".formatted(number++, scheme, width)), width, 2400);
            }
        }
        browser.prefer("light");
        browser.screen(1280, 900);

        assertThat(folder).isDirectoryContaining("glob:**page-6-*.png");
    }

    private String unitExample() throws IOException {
        return examples().stream()
                .filter(page -> page.startsWith("units/"))
                .findFirst()
                .orElseThrow();
    }

    private String probeExample() throws IOException {
        return examples().stream()
                .filter(page -> page.matches("probes/.+/.*"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theReportAndTheMissingPageStandAlone(@TempDir Path temp) throws IOException {
        assumeTrue(
                sample,
                "skipped: this test knows what the sample shows, and looks at that when it runs without featviz.gallery");
        Exhibition sample = SampleExhibition.in(temp.resolve("made"));
        GalleryWriter writer = new GalleryWriter(Theme.standard());
        writer.write(
                SampleExhibition.standing(sample, new SiteSpec(null, null, null, null, true)), temp.resolve("report"));
        writer.write(SampleExhibition.standing(sample, SiteSpec.UNSAID), temp.resolve("adrift"));
        browser.forget();
        for (Path page : List.of(
                temp.resolve("report/index.html"),
                temp.resolve("adrift/404.html"),
                gallery.resolve(Addresses.NOT_FOUND))) {
            browser.visit(url(page));
            assertThat(browser.errors()).as("%s", page).isEmpty();
            assertThat(browser.brokenImages()).as("%s", page).isEmpty();
            assertThat(browser.brokenFragments()).as("%s", page).isEmpty();
            assertThat(browser.barriers()).as("%s", page).isEmpty();
            assertThat(browser.string("return getComputedStyle(document.body).backgroundColor"))
                    .as("the style of %s is not refused", page)
                    .isEqualTo("rgb(253, 252, 250)");
        }
    }

    @Test
    void leavesNoToolsOnPaper() {
        browser.visit(url(Addresses.INDEX));
        browser.print(true);
        boolean finder = browser.all(".finder").get(0).isDisplayed();
        boolean title = browser.all("h1").get(0).isDisplayed();
        browser.print(false);

        assertThat(finder).isFalse();
        assertThat(title).isTrue();
    }

    @Test
    void followsTheSystemIntoTheDark() throws IOException {
        browser.prefer("dark");
        browser.visit(url(Addresses.INDEX));
        String dark = browser.string("return getComputedStyle(document.body).backgroundColor");
        browser.prefer("light");
        String light = browser.string("return getComputedStyle(document.body).backgroundColor");

        assertThat(dark).isNotEqualTo(light);
    }

    @Test
    void tellsItsStoryWithoutJavaScript(@TempDir Path profile) throws IOException {
        try (Browser plain = Browser.withoutScripts(profile)) {
            plain.visit(url(Addresses.INDEX));

            assertThat(plain.all("figcaption button"))
                    .as("the script did not run")
                    .isEmpty();
            assertThat(plain.all("h1").get(0).getText()).isNotBlank();
            assertThat(plain.all(".finder").get(0).isDisplayed()).isFalse();
            WebElement tile = plain.all("a.tile[href*='units/']").get(0);
            plain.visit(Objects.requireNonNull(tile.getAttribute("href")));
            assertThat(plain.all("h1").get(0).getText()).contains("filter");
        }
    }

    @Test
    void worksFromAServerUnderASubPath() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/deep/below/", exchange -> serve(exchange, "/deep/below/"));
        server.start();
        browser.forget();
        try {
            String base = "http://127.0.0.1:%d/deep/below/"
                    .formatted(server.getAddress().getPort());
            for (String page : examples()) {
                browser.visit(base + page);
                assertThat(browser.brokenImages()).as(page).isEmpty();
                assertThat(browser.errors()).as(page).isEmpty();
                assertThat(browser.requests()).as(page).isNotEmpty().allMatch(request -> request.startsWith(base));
            }
        } finally {
            server.stop(0);
        }
    }

    /** Sends a page in pieces, with time to show each: what a slow line does. */
    private void serveSlowly(HttpExchange exchange) throws IOException {
        Path file = gallery.resolve(exchange.getRequestURI().getPath().substring(1));
        if (!file.toString().endsWith(".html")) {
            serve(exchange, "/");
            return;
        }
        byte[] page = Files.readAllBytes(file);
        exchange.getResponseHeaders().add("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, 0);
        int pieces = 5;
        for (int i = 0; i < pieces; i++) {
            int from = page.length * i / pieces;
            exchange.getResponseBody().write(page, from, page.length * (i + 1) / pieces - from);
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
        }
        exchange.close();
    }

    private void serve(HttpExchange exchange, String base) throws IOException {
        Path file = gallery.resolve(exchange.getRequestURI().getPath().substring(base.length()));
        String name = file.toString();
        String type = Map.of("html", "text/html", "css", "text/css", "js", "text/javascript", "svg", "image/svg+xml")
                .getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        boolean found = Files.isRegularFile(file);
        byte[] body = found ? Files.readAllBytes(file) : new byte[0];
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(found ? 200 : 404, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** One page of every kind. */
    private List<String> examples() throws IOException {
        List<String> examples =
                new ArrayList<>(List.of(Addresses.INDEX, Addresses.ABOUT, Addresses.LAYERS, Addresses.PROBES));
        for (String kind : List.of("units/", "layers/", "probes/")) {
            pages().stream()
                    .map(page -> page.substring(root().length()))
                    .filter(page -> page.startsWith(kind)
                            && page.chars().filter(c -> c == '/').count() > 1)
                    .findFirst()
                    .ifPresent(examples::add);
        }
        return examples;
    }

    /** Addresses of all pages but the one for missing addresses, which is no part of the story. */
    private List<String> pages() throws IOException {
        try (Stream<Path> files = Files.walk(gallery)) {
            return files.filter(file -> file.toString().endsWith(".html") && !file.endsWith(Addresses.NOT_FOUND))
                    .map(GalleryBrowserTest::url)
                    .sorted()
                    .toList();
        }
    }

    private String root() {
        String url = url(gallery);
        return url.endsWith("/") ? url : url + "/";
    }

    private String url(String page) {
        return root() + page;
    }

    /** The form that browsers use, with two more slashes than Java's. */
    private static String url(Path file) {
        return file.toUri().toString().replaceFirst("^file:/+", "file:///");
    }
}

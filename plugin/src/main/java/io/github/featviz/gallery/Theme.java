package io.github.featviz.gallery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ognl.NoSuchPropertyException;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.TemplateSpec;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.messageresolver.AbstractMessageResolver;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.AbstractConfigurableTemplateResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.FileTemplateResolver;

/**
 * Templates, style sheet, script and words: how pages look and in which language they speak.
 *
 * <p>The files are found by a class loader under {@code io/github/featviz/site/}: templates in {@code templates/}, files that go into
 * the gallery as they are in {@code assets/}, texts in {@code words/}. A file of the same name in a user's folder takes precedence.
 */
public final class Theme {

    private static final String BASE = "io/github/featviz/site/";
    private static final List<String> ASSETS = List.of("style.css", "script.js", "icon.svg");
    private static final Pattern EXPRESSION = Pattern.compile("expression: \"([^\"]*)\"");

    /** Where a fault is, as Thymeleaf adds it to messages. */
    private static final Pattern PLACE = Pattern.compile(" \\(template: \"[^\"]*\" - line \\d+, col \\d+\\)$");

    private final ThemeFiles files;
    private final Words words;
    private final String scriptWords;
    private final InlineStyle bare;
    private final InlineStyle whole;
    private final TemplateEngine engine;

    private Theme(ThemeFiles files, Words words) throws IOException {
        this.files = files;
        this.bare = InlineStyle.of(files.bytes("assets/bare.css"));
        this.whole = InlineStyle.of(files.bytes("assets/style.css"));
        this.scriptWords = new String(GalleryData.json(words.under("script.")), StandardCharsets.UTF_8);
        this.words = words;
        this.engine = new TemplateEngine();
        Path folder = files.folder();
        if (folder != null) {
            FileTemplateResolver own = new FileTemplateResolver();
            own.setPrefix(folder.toAbsolutePath().resolve("templates") + "/");
            own.setCheckExistence(true);
            engine.addTemplateResolver(configured(own, 1));
        }
        ClassLoaderTemplateResolver standard = new ClassLoaderTemplateResolver(files.loader());
        standard.setPrefix(files.base() + "templates/");
        standard.setCheckExistence(true);
        engine.addTemplateResolver(configured(standard, 2));
        engine.setMessageResolver(new Messages(words));
    }

    private static AbstractConfigurableTemplateResolver configured(
            AbstractConfigurableTemplateResolver resolver, int order) {
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        resolver.setCacheable(true);
        resolver.setOrder(order);
        return resolver;
    }

    /** The standard look in English, from the site template on featviz's own class path. */
    public static Theme standard() {
        try {
            return of(Theme.class.getClassLoader(), null, Words.COMPLETE);
        } catch (IOException e) {
            throw new IllegalStateException("The site template is not whole: " + e.getMessage(), e);
        }
    }

    /**
     * A look.
     *
     * @param loader finds the site template
     * @param folder the user's folder, whose files take precedence over the site template's; null: none
     * @param language tag of the pages' language, such as {@code de}
     * @throws ThemeException if the theme has no words in this language, a template that is no text, or a file where the gallery's are
     * @throws IOException if a file cannot be read
     */
    public static Theme of(ClassLoader loader, @Nullable Path folder, String language) throws IOException {
        ThemeFiles files = new ThemeFiles(loader, BASE, folder);
        for (String template : files.ownNames("templates")) {
            if (template.endsWith(".html")) {
                ThemeFiles.text("templates/" + template, files.bytes("templates/" + template));
            }
        }
        for (String asset : files.ownNames("assets")) {
            if (Addresses.isOwn(asset)) {
                throw new ThemeException(
                        "The theme's assets/%s would replace a page or lie among the gallery's own files. Give it another name or folder; pages are made from templates/."
                                .formatted(asset));
            }
        }
        return new Theme(files, words(files, Locale.forLanguageTag(language)));
    }

    private static Words words(ThemeFiles files, Locale locale) throws IOException {
        Map<String, String> texts = new HashMap<>();
        boolean isSpoken = false;
        for (String language : List.of(Words.COMPLETE, locale.getLanguage(), locale.toLanguageTag())) {
            String name = wordsFile(language);
            List<byte[]> layers = files.layers(name);
            texts.putAll(Words.read(name, layers));
            isSpoken |= !layers.isEmpty()
                    && (!language.equals(Words.COMPLETE) || locale.getLanguage().equals(Words.COMPLETE));
        }
        if (!isSpoken) {
            throw new ThemeException(
                    ("The pages cannot speak “%1$s”: there is no %2$s. featviz has en and de; for another language put "
                                    + "%2$s into a folder and name it as theme: under gallery:, or delete language:.")
                            .formatted(locale.toLanguageTag(), wordsFile(locale.getLanguage())));
        }
        return new Words(locale, texts);
    }

    private static String wordsFile(String language) {
        return "words/" + language + ".properties";
    }

    /** What decides how pages look, and what makes them. */
    List<byte[]> identity() throws IOException {
        List<byte[]> identity = new ArrayList<>(files.identity());
        identity.add(words.locale().toLanguageTag().getBytes(StandardCharsets.UTF_8));
        return identity;
    }

    /** The texts that the pages are made with. */
    Words words() {
        return words;
    }

    /** Names of the files that go into the gallery as they are, at its root: those every page uses, and the user's own. */
    List<String> assets() throws IOException {
        TreeSet<String> names = new TreeSet<>(ASSETS);
        names.addAll(files.ownNames("assets"));
        return List.copyOf(names);
    }

    byte[] asset(String name) throws IOException {
        return files.bytes("assets/" + name);
    }

    /**
     * A page as HTML, in UTF-8.
     *
     * @throws ThemeException if a template fails: says which, where, and what it asked for
     */
    byte[] render(Page page, Page.Site site, Map<String, Object> more) throws IOException {
        Context context = new Context(words.locale());
        context.setVariable("page", page);
        context.setVariable("site", site);
        context.setVariable("script", scriptWords);
        context.setVariable("lang", words.locale().toLanguageTag());
        context.setVariable("root", root(page, site));
        context.setVariables(more);
        // Without an address for the whole gallery nothing can be linked to from everywhere: the page brings its own
        // style.
        boolean adrift = page instanceof Page.NotFound && site.url() == null;
        context.setVariable("bare", bare.text());
        context.setVariable("bareHash", bare.hash());
        context.setVariable("style", whole.text());
        context.setVariable("styleHash", whole.hash());
        TemplateSpec template = new TemplateSpec(adrift ? "404-bare" : page.template(), TemplateMode.HTML);
        ByteArrayOutputStream html = new ByteArrayOutputStream();
        // Piece by piece as they come: a page as one text would be copied several times.
        try (Writer writer = new OutputStreamWriter(html, StandardCharsets.UTF_8)) {
            // Not by the engine's own process, which would log a fault with its stack trace before it is put in words.
            engine.getConfiguration().getTemplateManager().parseAndProcess(template, context, writer);
        } catch (TemplateProcessingException e) {
            throw failed(e, page);
        }
        return html.toByteArray();
    }

    private static ThemeException failed(TemplateProcessingException failure, Page page) {
        TemplateProcessingException innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TemplateProcessingException nearer && nearer.getTemplateName() != null) {
                innermost = nearer;
            }
        }
        Throwable root = innermost;
        for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        Matcher expression = EXPRESSION.matcher(String.valueOf(innermost.getMessage()));
        String asked = expression.find() ? "it asks for “%s”, ".formatted(expression.group(1)) : "";
        ThemeException fault = new ThemeException(
                "The template %s.html fails at line %s, column %s, while it makes %s: %s%s. themes.md lists what a template can ask for."
                        .formatted(
                                innermost.getTemplateName(),
                                innermost.getLine(),
                                innermost.getCol(),
                                page.address(),
                                asked,
                                reason(root)));
        // Maven tells the messages of causes as well, and one of these is the whole page.
        fault.addSuppressed(failure);
        return fault;
    }

    private static String reason(Throwable cause) {
        return cause instanceof ReflectiveOperationException || cause instanceof NoSuchPropertyException
                ? "which is not there (" + cause.getMessage() + ")"
                : PLACE.matcher(String.valueOf(cause.getMessage())).replaceFirst("");
    }

    /** A server shows the page for missing addresses at any depth, so that its links must be whole where that is possible. */
    private static String root(Page page, Page.Site site) {
        String url = site.url();
        if (page instanceof Page.Report) {
            return "#";
        }
        return page instanceof Page.NotFound && url != null ? url : Addresses.rootFrom(page.address());
    }

    /** Lets templates say {@code #{key(value)}}. */
    private static final class Messages extends AbstractMessageResolver {

        private final Words words;

        Messages(Words words) {
            this.words = words;
        }

        @Override
        public String resolveMessage(ITemplateContext context, @Nullable Class<?> origin, String key, Object[] values) {
            return words.say(key, values);
        }

        @Override
        public String createAbsentMessageRepresentation(
                ITemplateContext context, @Nullable Class<?> origin, String key, Object[] values) {
            return words.say(key);
        }
    }
}

package io.github.featviz.gallery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Templates, style sheet and script: how pages look.
 *
 * <p>The files are found by a class loader under {@code io/github/featviz/site/}: templates in {@code templates/}, files that go into
 * the gallery as they are in {@code assets/}.
 */
public final class Theme {

    private static final String BASE = "io/github/featviz/site/";
    private static final List<String> ASSETS = List.of("style.css", "script.js", "icon.svg");

    private final ClassLoader loader;
    private final TemplateEngine engine;

    private Theme(ClassLoader loader) {
        this.loader = loader;
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(loader);
        resolver.setPrefix(BASE + "templates/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        resolver.setCacheable(true);
        this.engine = new TemplateEngine();
        engine.setTemplateResolver(resolver);
    }

    /** The default look, from the site template on featviz's own class path. */
    public static Theme standard() {
        return from(Theme.class.getClassLoader());
    }

    /** The look whose files this class loader finds; one that asks a user's folder first replaces single files. */
    public static Theme from(ClassLoader loader) {
        return new Theme(loader);
    }

    /** Names of the files that every page uses, at the gallery's root. */
    List<String> assets() {
        return ASSETS;
    }

    byte[] asset(String name) throws IOException {
        try (InputStream stream = loader.getResourceAsStream(BASE + "assets/" + name)) {
            if (stream == null) {
                throw new IOException("The theme has no file %sassets/%s; is featviz-site-template on the class path?"
                        .formatted(BASE, name));
            }
            return stream.readAllBytes();
        }
    }

    /** A page as HTML. */
    String render(Page page, Page.Site site) {
        Context context = new Context(Locale.ENGLISH);
        context.setVariable("page", page);
        context.setVariable("site", site);
        context.setVariable("root", root(page, site));
        return engine.process(page.template(), context);
    }

    /** A server shows the page for missing addresses at any depth, so that its links must be whole where that is possible. */
    private static String root(Page page, Page.Site site) {
        String url = site.url();
        return page instanceof Page.NotFound && url != null ? url : Addresses.rootFrom(page.address());
    }
}

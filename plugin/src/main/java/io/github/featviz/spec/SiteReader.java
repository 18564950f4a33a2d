package io.github.featviz.spec;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Days and languages as they are written under {@code gallery:}. */
final class SiteReader {

    /** The look that puts everything into one file. */
    static final String REPORT = "report";

    static final String THEMES = "'report', or a folder with templates, assets or words";

    private final Faults faults;

    SiteReader(Faults faults) {
        this.faults = faults;
    }

    /** A day; null, and a fault, when it is none. */
    @Nullable
    LocalDate day(@Nullable Located<String> written) {
        if (written == null) {
            return null;
        }
        try {
            return LocalDate.parse(written.value().strip());
        } catch (DateTimeParseException e) {
            faults.add(
                    written.mark(),
                    Faults.quote(written.value()) + " is no day",
                    "year-month-day, such as 2026-11-24",
                    "write the day of the last change, or delete the key");
            return null;
        }
    }

    /** A language's tag; null, and a fault, when it is none. */
    @Nullable
    String language(@Nullable Located<String> written) {
        if (written == null) {
            return null;
        }
        String tag = Locale.forLanguageTag(written.value().strip()).toLanguageTag();
        if (!tag.equals("und") && tag.equalsIgnoreCase(written.value().strip())) {
            return tag;
        }
        faults.add(
                written.mark(),
                Faults.quote(written.value()) + " is no language",
                "a language tag, such as en or de",
                "write the tag, or delete the key for English");
        return null;
    }
}

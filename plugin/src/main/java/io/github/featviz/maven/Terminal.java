package io.github.featviz.maven;

import java.io.Console;

/** Whether someone watches. */
final class Terminal {

    private Terminal() {}

    /** Whether output goes to a terminal on which a line can be written over. */
    // What the warning is about, that there may be a console without a terminal, is what isTerminal asks.
    @SuppressWarnings("SystemConsoleNull")
    static boolean isPresent() {
        Console console = System.console();
        return console != null && isTerminal(console) && System.getenv("CI") == null;
    }

    /** Since Java 22 there is a console even without a terminal; it can be asked. */
    private static boolean isTerminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true; // before Java 22: a console is a terminal
        }
    }
}

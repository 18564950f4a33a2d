package io.github.featviz.spec;

import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with a spec, found in one pass. */
public final class SpecException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /** @param faults at least one */
    public SpecException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n\n")));
        this.faults = List.copyOf(faults);
    }

    /** The faults in the file's order. */
    public List<Fault> faults() {
        return faults;
    }
}

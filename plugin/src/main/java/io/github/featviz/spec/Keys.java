package io.github.featviz.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The keys that a mapping may have, and what to say of some that it may not.
 *
 * @param known the keys, in the order in which messages list them
 * @param strangers what is wrong with other keys that users may well write
 */
record Keys(List<String> known, Map<String, Stranger> strangers) {
    /** A key that does not belong here, and why. */
    record Stranger(String what, String mend) {}

    static Keys of(String... known) {
        return new Keys(List.of(known), Map.of());
    }

    /** These keys, and some that a later version will have. */
    Keys later(String... keys) {
        Map<String, Stranger> all = new HashMap<>(strangers);
        for (String key : keys) {
            all.put(key, new Stranger("this version of featviz does not have '" + key + "' yet", "delete it"));
        }
        return new Keys(known, Map.copyOf(all));
    }

    /** These keys, and some that belong somewhere else. */
    Keys elsewhere(String place, List<String> keys, String mend) {
        Map<String, Stranger> all = new HashMap<>(strangers);
        for (String key : keys) {
            if (!known.contains(key)) {
                all.putIfAbsent(key, new Stranger("'" + key + "' belongs to " + place, mend));
            }
        }
        return new Keys(known, Map.copyOf(all));
    }

    Keys and(String key) {
        List<String> more = new ArrayList<>(known);
        more.add(key);
        return new Keys(List.copyOf(more), strangers);
    }

    Stranger stranger(String key) {
        Stranger stranger = strangers.get(key);
        if (stranger != null) {
            return stranger;
        }
        List<String> near = Nearest.to(
                key,
                Stream.concat(known.stream(), strangers.keySet().stream().sorted())
                        .toList(),
                1);
        Stranger misspelt = near.isEmpty() ? null : strangers.get(near.get(0));
        if (misspelt != null) {
            return misspelt;
        }
        return new Stranger(
                "unknown key " + Faults.quote(key),
                near.isEmpty() ? "delete it or correct it" : "write '" + near.get(0) + "' if that is what you mean");
    }
}

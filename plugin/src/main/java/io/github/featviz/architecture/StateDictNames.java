package io.github.featviz.architecture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Habits of published state dicts that make no difference to the network. */
final class StateDictNames {

    /** What {@code DataParallel} puts before every name. */
    private static final String WRAPPER = "module.";

    /** Counters that training keeps, and classifiers that only training uses. */
    private static final Pattern UNUSED = Pattern.compile(".*\\bnum_batches_tracked|(aux1|aux2|AuxLogits)\\..*");

    /** torchvision's own weights of DenseNet date from when names with dots were allowed: {@code denselayer1.norm.1}. */
    private static final Pattern OLD_DENSE = Pattern.compile("(.*denselayer\\d+\\.(?:norm|relu|conv))\\.([12]\\..*)");

    private StateDictNames() {}

    /** The same values by the names that networks have today, without those that evaluation has no use for. */
    static <T> Map<String, T> canonical(Map<String, T> tensors) {
        boolean wrapped = tensors.keySet().stream().allMatch(name -> name.startsWith(WRAPPER));
        Map<String, T> renamed = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            String bare = wrapped ? name.substring(WRAPPER.length()) : name;
            if (!UNUSED.matcher(bare).matches()) {
                renamed.put(OLD_DENSE.matcher(bare).replaceFirst("$1$2"), tensor);
            }
        });
        return renamed;
    }
}

package io.github.featviz.spec;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Where a network or its weights come from: of several ways to say it, exactly one. */
final class SourceReader {

    /** All keys that a network's source may be made of. */
    static final List<String> KEYS =
            List.of("file", "url", "sha256", "maven", "djl", "architecture", "weights", "block-factory", "parameters");

    private static final List<String> WHOLE = List.of("file", "url", "maven", "djl", "architecture", "block-factory");
    private static final List<String> PLAIN = List.of("file", "url", "maven", "djl");
    private static final Keys PLAIN_KEYS = Keys.of("file", "url", "sha256", "maven", "djl");

    /** Keys that say more about another one, and that one. */
    private static final Map<String, String> COMPANIONS =
            Map.of("sha256", "url", "weights", "architecture", "parameters", "block-factory");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern CLASS =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");
    private static final Pattern COORDINATES = Pattern.compile("[^: ]+:[^: ]+(:[^: ]*(:[^: ]+)?)?:[^: ]+");
    private static final Pattern ZOO_PATH = Pattern.compile("(/[A-Za-z0-9._-]+){1,3}");

    private static final String WEIGHTS = "a state dict (.pth or .safetensors)";
    private static final String PARAMETERS = "a file of parameters, as DJL's Block.saveParameters writes it";

    private final Faults faults;
    private final References references;

    SourceReader(Faults faults) {
        this.faults = faults;
        this.references = new References(faults);
    }

    /** A network's source; null where the mapping names none, or where it has a fault. */
    @Nullable
    Located<NetworkSource> read(Fields fields) {
        String key = theOne(fields, WHOLE, "the network");
        NetworkSource source = key == null ? null : of(key, fields, "a TorchScript file");
        Node node = key == null ? null : fields.node(key);
        return source == null || node == null ? null : new Located<>(source, faults.mark(node));
    }

    /** The only key of {@code leading} that is there; null where there is none or a fault. */
    private @Nullable String theOne(Fields fields, List<String> leading, String what) {
        List<String> here = leading.stream().filter(fields::has).toList();
        boolean alone = here.size() < 2;
        if (!alone) {
            faults.add(
                    place(fields, here.get(1)),
                    what + " has two sources, '" + here.get(0) + "' and '" + here.get(1) + "'",
                    "one of " + String.join(", ", leading),
                    "keep the one that you mean");
        }
        COMPANIONS.forEach((key, leader) -> {
            if (fields.has(key) && !fields.has(leader)) {
                faults.add(
                        place(fields, key),
                        "'" + key + "' belongs to '" + leader + "', which is not here",
                        leader + ": … and " + key + ": …",
                        "add '" + leader + "' or delete '" + key + "'");
            }
        });
        return alone && !here.isEmpty() ? here.get(0) : null;
    }

    private Mark place(Fields fields, String key) {
        Node node = fields.node(key);
        return node == null ? fields.mark() : faults.mark(node);
    }

    private @Nullable NetworkSource of(String key, Fields fields, String what) {
        return switch (key) {
            case "file" -> file(fields.locatedText(key), what);
            case "url" -> download(fields);
            case "maven" -> artifact(fields.locatedText(key));
            case "djl" -> modelZoo(fields.locatedText(key));
            case "architecture" -> weights(fields);
            default -> block(fields);
        };
    }

    private @Nullable NetworkSource file(@Nullable Located<String> written, String what) {
        Located<Path> file = references.file(written, what);
        return file == null ? null : new NetworkSource.OnDisk(file.value());
    }

    private @Nullable NetworkSource download(Fields fields) {
        Located<String> written = fields.locatedText("url");
        URI address = written == null ? null : address(written);
        String sha256 = sha256(fields);
        return address == null || sha256 == null ? null : new NetworkSource.Download(address, sha256);
    }

    private @Nullable URI address(Located<String> written) {
        URI address = uri(written.value());
        String scheme = address == null || address.getScheme() == null
                ? ""
                : address.getScheme().toLowerCase(Locale.ROOT);
        if (address == null
                || !(scheme.equals("file")
                        ? address.getPath() != null
                        : scheme.matches("https?") && address.getHost() != null)) {
            faults.add(
                    written.mark(),
                    Faults.quote(written.value()) + " is no address to download from",
                    "an address that begins with https:// (http:// and file:// will do too)",
                    PLAIN.contains(scheme) || scheme.isEmpty()
                            ? "write the whole address; a file of yours goes under 'file'"
                            : "write the whole address");
            return null;
        }
        if (address.getRawUserInfo() != null) {
            faults.add(
                    written.mark(),
                    "the address holds a user name or a password, which the gallery would publish",
                    "an address without them",
                    "delete everything between // and @; let a mirror or a Maven repository (key 'maven') keep the credentials");
            return null;
        }
        return address;
    }

    private @Nullable String sha256(Fields fields) {
        Located<String> written = fields.locatedText("sha256");
        if (written == null) {
            if (!fields.has("sha256")) {
                faults.add(
                        place(fields, "url"),
                        "'url' has no 'sha256' beside it",
                        "the digest of the file, so that only the file that you know is ever used",
                        "add sha256: with the 64 digits that `sha256sum` prints for the downloaded file");
            }
            return null;
        }
        String digest = written.value().strip();
        if (!SHA256.matcher(digest).matches()) {
            faults.add(
                    written.mark(),
                    digest.matches("[0-9a-fA-F]*")
                            ? "'sha256' has " + digest.length() + " digits"
                            : "'sha256' is " + Faults.quote(digest),
                    "64 hexadecimal digits",
                    "copy what `sha256sum` prints for the file");
            return null;
        }
        return digest.toLowerCase(Locale.ROOT);
    }

    private @Nullable NetworkSource artifact(@Nullable Located<String> written) {
        if (written == null) {
            return null;
        }
        if (!COORDINATES.matcher(written.value()).matches()) {
            faults.add(
                    written.mark(),
                    Faults.quote(written.value()) + " are no Maven coordinates",
                    "group:artifact:version, group:artifact:extension:version or "
                            + "group:artifact:extension:classifier:version",
                    "write them like com.acme:eyes:pt:1.0");
            return null;
        }
        return new NetworkSource.Artifact(written.value());
    }

    private @Nullable NetworkSource modelZoo(@Nullable Located<String> written) {
        if (written == null) {
            return null;
        }
        URI address = uri(written.value());
        if (address == null
                || !"djl".equals(address.getScheme())
                || address.getAuthority() == null
                || !ZOO_PATH.matcher(String.valueOf(address.getPath())).matches()) {
            faults.add(
                    written.mark(),
                    Faults.quote(written.value()) + " is no address of DJL's model zoo",
                    "djl://group/artifact, or djl://group/artifact/version/name",
                    "write it like djl://ai.djl.pytorch/resnet/0.0.1/traced_resnet18");
            return null;
        }
        return new NetworkSource.ModelZoo(address);
    }

    private @Nullable NetworkSource weights(Fields fields) {
        String architecture = fields.text("architecture");
        NetworkSource weights = plain(fields, "weights", WEIGHTS);
        if (!fields.has("weights")) {
            faults.add(
                    place(fields, "architecture"),
                    "'architecture' has no 'weights' beside it",
                    "weights: " + WEIGHTS,
                    "add weights: with a path, or {url: …, sha256: …}");
        }
        return architecture == null || weights == null
                ? null
                : new NetworkSource.Weights(architecture.strip(), weights);
    }

    private @Nullable NetworkSource block(Fields fields) {
        Located<String> factory = fields.locatedText("block-factory");
        NetworkSource parameters = plain(fields, "parameters", PARAMETERS);
        if (factory == null || (parameters == null && fields.has("parameters"))) {
            return null;
        }
        if (!CLASS.matcher(factory.value()).matches()) {
            faults.add(
                    factory.mark(),
                    Faults.quote(factory.value()) + " is no name of a class",
                    "a class on the project's class path, such as com.acme.MyNet",
                    "write package and class, with dots");
            return null;
        }
        return new NetworkSource.Block(factory.value(), parameters);
    }

    /** A file, from wherever: a path as text, or a mapping; null where it is absent or has a fault. */
    private @Nullable NetworkSource plain(Fields fields, String key, String what) {
        Node node = fields.node(key);
        if (node == null) {
            return null;
        }
        if (node instanceof ScalarNode) {
            return file(fields.locatedText(key), what);
        }
        Fields inner = Fields.of(node, "'" + key + "'", PLAIN_KEYS, faults);
        if (!inner.isMapping()) {
            return null;
        }
        String source = theOne(inner, PLAIN, "'" + key + "'");
        if (source == null && PLAIN.stream().noneMatch(inner::has)) {
            faults.add(
                    inner.mark(),
                    "'" + key + "' does not say where the file is",
                    "one of " + String.join(", ", PLAIN),
                    "write a path, or {url: …, sha256: …}");
        }
        return source == null ? null : of(source, inner, what);
    }

    private static @Nullable URI uri(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            // The caller reports it like every other text that is no address.
            return null;
        }
    }
}

package io.github.featviz.build;

import io.github.featviz.source.Access;
import io.github.featviz.source.Artifacts;
import io.github.featviz.spec.InputSpec;
import io.github.featviz.spec.NetworkSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a front end asks for, whole and unchanging.
 *
 * @param baseDirectory folder in which files are looked for that nothing names
 * @param spec the {@code featviz.yml}; null: none, so a starter spec is made up for the network
 * @param network where the network comes from; overrides the spec's; null: the spec names it
 * @param input input format; overrides the spec's; null: the spec's, or an assumption that is then stated
 * @param classes file of class names; overrides the spec's; null: the spec's
 * @param title title of the gallery; overrides the spec's; null: the spec's
 * @param probes photographs for a starter spec
 * @param redo a filter whose pictures are made again though there are results, as {@code layer:filter}; null: none
 * @param precision of all pictures, as in {@link io.github.featviz.spec.Latitude#PRECISIONS}; null: the spec's
 * @param budget time that the build may take with its pictures; null: the spec's
 * @param output folder the gallery is published to
 * @param cache folder of the user's that keeps results, downloads and the unpacked engine from run to run
 * @param access how the web may be used
 * @param artifacts the user's Maven repositories
 * @param engine how the worker process is started
 * @param version featviz's version
 * @param given what the user gave on the command line and has to give again to get the same gallery, by name
 */
public record BuildRequest(
        Path baseDirectory,
        @Nullable Path spec,
        @Nullable NetworkSource network,
        @Nullable InputSpec input,
        @Nullable Path classes,
        @Nullable String title,
        List<Path> probes,
        @Nullable String redo,
        @Nullable String precision,
        @Nullable Duration budget,
        Path output,
        Path cache,
        Access access,
        Artifacts artifacts,
        EngineSource engine,
        String version,
        Map<String, String> given) {

    /** Where results are kept. */
    public Path storeFolder() {
        return cache.resolve("store");
    }

    /** Where downloaded networks are kept, and what is made of them. */
    public Path networksFolder() {
        return cache.resolve("networks");
    }

    /** Where the engine is unpacked. */
    public Path engineFolder() {
        return cache.resolve("engine");
    }
}

package io.github.featviz.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.featviz.spec.FilterSelection.All;
import io.github.featviz.spec.FilterSelection.Listed;
import io.github.featviz.spec.FilterSelection.Spikes;
import io.github.featviz.spec.RecipeSpec.Article;
import io.github.featviz.spec.RecipeSpec.Fourier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class SpecReaderTest {
    @TempDir
    Path folder;

    Path yaml;

    @BeforeEach
    void layOutFolder() throws IOException {
        yaml = folder.resolve("featviz.yml");
        Files.createDirectories(folder.resolve("probes"));
        for (String name : List.of("probes/cat.jpg", "net.pt", "classes.txt")) {
            Files.writeString(folder.resolve(name), "stand-in");
        }
    }

    GallerySpec read(String text) throws Exception {
        Files.writeString(yaml, text);
        return SpecReader.read(yaml);
    }

    SectionSpec section(String text) throws Exception {
        return read(text).sections().get(0);
    }

    List<Fault> faults(String text) throws Exception {
        Files.writeString(yaml, text);
        return faultsOf(yaml);
    }

    static List<Fault> faultsOf(Path file) {
        SpecException thrown = catchThrowableOfType(SpecException.class, () -> SpecReader.read(file));
        assertThat(thrown).as("a SpecException").isNotNull();
        assertThat(thrown.faults()).allSatisfy(fault -> {
            assertThat(fault.what()).isNotBlank();
            assertThat(fault.expected()).isNotBlank();
            assertThat(fault.mend()).isNotBlank();
        });
        return thrown.faults();
    }

    Fault fault(String text) throws Exception {
        List<Fault> faults = faults(text);
        assertThat(faults).as(faults.toString()).hasSize(1);
        return faults.get(0);
    }

    static List<Integer> numbers(FilterSelection selection) {
        return ((Listed) selection).filters().stream().map(Located::value).toList();
    }

    @Nested
    class ReadsWhatUsersWrite {
        @Test
        void bareListWithEveryDefault() throws Exception {
            GallerySpec spec = read("- layer: features.40\n  filters: [286, 256, 462]\n");
            assertThat(spec.network()).isNull();
            assertThat(spec.title()).isNull();
            assertThat(spec.sections()).hasSize(1);
            SectionSpec section = spec.sections().get(0);
            assertThat(section.layer().value()).isEqualTo("features.40");
            assertThat(section.layer().mark()).hasToString(yaml + ":1:10");
            assertThat(numbers(section.filters())).containsExactly(286, 256, 462);
            assertThat(section.recipe()).isEqualTo(Fourier.DEFAULT);
            assertThat(section.compare()).isEmpty();
            assertThat(section.expect()).isEmpty();
            assertThat(section.follow()).isZero();
            assertThat(section.seeds()).isEqualTo(1);
            assertThat(section.probe()).isNull();
        }

        @Test
        void aTimeBudget() throws Exception {
            assertThat(read("budget: 10m\nspecs: [{layer: a, filters: [1]}]").budget())
                    .isEqualTo(Duration.ofMinutes(10));
            assertThat(read("- {layer: a, filters: [1]}").budget()).isNull();
        }

        @Test
        void whatPicturesAreMadeOf() throws Exception {
            List<SectionSpec> sections =
                    read("""
                            - {layer: a, filters: [1], recipe: maco}
                            - {layer: a, filters: [1], recipe: {name: pixels, size: 160}}
                            - {layer: a, filters: [1], recipe: {alpha: true, diversity: 4}, compare: [{name: fourier, alpha: false}]}
                            """)
                            .sections();

            assertThat(sections.get(0).recipe()).isEqualTo(Fourier.MACO);
            Fourier pixels = (Fourier) sections.get(1).recipe();
            assertThat(pixels.medium()).isEqualTo(RecipeSpec.Medium.PIXELS);
            assertThat(pixels.summary()).isEqualTo("pixels, 160 px, 64 steps");
            Fourier diverse = (Fourier) sections.get(2).recipe();
            assertThat(diverse.alpha()).isTrue();
            assertThat(diverse.withMember(1).summary()).isEqualTo("fourier, 224 px, 64 steps, transparent, 2 of 4");
            assertThat(diverse.withMember(3).isTwinOf(diverse)).isTrue();
            assertThat(sections.get(2).compare()).contains(Fourier.DEFAULT);
        }

        @Test
        void precisionForTheFileOrForASpec() throws Exception {
            List<SectionSpec> sections =
                    read("""
                            precision: bf16
                            specs:
                              - {layer: a, filters: [1]}
                              - {layer: a, filters: [1], precision: auto}
                            """)
                            .sections();

            assertThat(sections).extracting(SectionSpec::precision).containsExactly("bf16", "auto");
            assertThat(read("- {layer: a, filters: [1]}").sections().get(0).precision())
                    .isEqualTo("auto");
        }

        @Test
        void photographsInAFolderOrAFile() throws Exception {
            SectionSpec section =
                    read("- layer: a\n  filters: [1]\n  photographs: {from: probes, keep: 12, credits: probes/cat.jpg}\n")
                            .sections()
                            .get(0);
            assertThat(section.photographs().from().value()).isDirectory();
            assertThat(section.photographs().keep()).isEqualTo(12);
            assertThat(section.photographs().credits()).isNotNull();
            section = read("- {layer: a, filters: [1], photographs: probes/cat.jpg}")
                    .sections()
                    .get(0);
            assertThat(section.photographs().from().value()).isRegularFile();
            assertThat(section.photographs().keep()).isEqualTo(9);
            assertThat(section.photographs().credits()).isNull();
        }

        @Test
        void otherNetworksToCompareWith() throws Exception {
            GallerySpec spec = read(
                    """
                    networks:
                      before: {file: probes/cat.jpg}
                      early: {djl: 'djl://a/b'}
                    specs:
                      - {layer: a, filters: [1], compare: {networks: [before]}}
                    """);
            assertThat(spec.networks()).containsOnlyKeys("before", "early");
            assertThat(spec.networks().get("before").value()).isInstanceOf(NetworkSource.OnDisk.class);
            assertThat(spec.sections().get(0).networks())
                    .extracting(Located::value)
                    .containsExactly("before");
            assertThat(spec.sections().get(0).compare()).isEmpty();
        }

        @Test
        void familiesByRotationUnlessItSaysOtherwise() throws Exception {
            SectionSpec section =
                    read("- {layer: a, families: {of: [3, 8-9]}}").sections().get(0);
            assertThat(section.families().of()).extracting(Located::value).containsExactly(3, 8, 9);
            assertThat(section.families().by()).isEqualTo(FamiliesSpec.By.ROTATION);
            assertThat(numbers(section.filters())).containsExactly(3, 8, 9);
            section = read("- {layer: a, filters: [1], families: {of: [3], by: colour}}")
                    .sections()
                    .get(0);
            assertThat(section.families().by()).isEqualTo(FamiliesSpec.By.COLOUR);
            assertThat(numbers(section.filters())).containsExactly(1);
        }

        @Test
        void howTheGalleryStandsOnTheWeb() throws Exception {
            String specs = "\nspecs: [{layer: a, filters: [1]}]";
            assertThat(read("gallery: {updated: 2026-11-24, language: de, theme: report}" + specs)
                            .site())
                    .isEqualTo(new SiteSpec(null, LocalDate.of(2026, 11, 24), "de", null, true));
            assertThat(read("gallery: {theme: probes}" + specs).site().theme()).isEqualTo(folder.resolve("probes"));
            assertThat(read("gallery: {title: x}" + specs).site()).isEqualTo(SiteSpec.UNSAID);
            assertThat(read("gallery: {site-url: 'https://example.org/Füße/%C3%A4'}" + specs)
                            .site()
                            .url())
                    .isEqualTo("https://example.org/F%C3%BC%C3%9Fe/%C3%A4/");
        }

        @Test
        void wholeForm() throws Exception {
            GallerySpec spec = read(
                    """
                    gallery: {title: Eyes, text: "*All* eyes.", site-url: https://example.org/eyes}
                    network:
                      file: net.pt
                      input: {size: 64, mean: [0.5, 0.4, 0.3], std: [1, .5, 2e-1]}
                      classes: classes.txt
                    recipe: article
                    specs:
                      - title: Is filter 17 a cat's ear?
                        text: Look.
                        layer: blocks.14
                        filters: [17]
                        probe: {image: probes/cat.jpg, title: Cat, credit: "N.N., CC0", source: "https://example.org/c"}
                        chart: blocks.14.norm
                        expect: [17]
                        follow: 3
                        recipe: {name: fourier, size: 320, learning-rate: 0.2}
                    """);
            assertThat(spec.title()).isEqualTo("Eyes");
            assertThat(spec.text()).isEqualTo("*All* eyes.");
            assertThat(spec.site().url()).isEqualTo("https://example.org/eyes/");
            assertThat(spec.network().source().value()).isEqualTo(new NetworkSource.OnDisk(folder.resolve("net.pt")));
            assertThat(spec.network().classes().value()).isEqualTo(folder.resolve("classes.txt"));
            assertThat(spec.network().input())
                    .isEqualTo(new InputSpec(64, List.of(0.5, 0.4, 0.3), List.of(1.0, 0.5, 0.2)));
            SectionSpec section = spec.sections().get(0);
            assertThat(section.title()).isEqualTo("Is filter 17 a cat's ear?");
            assertThat(section.probe().image().value()).isEqualTo(folder.resolve("probes/cat.jpg"));
            assertThat(section.probe().credit()).isEqualTo("N.N., CC0");
            assertThat(section.probe().source()).isEqualTo("https://example.org/c");
            assertThat(section.chart().value()).isEqualTo("blocks.14.norm");
            assertThat(section.follow()).isEqualTo(3);
            assertThat(section.recipe()).isEqualTo(new Fourier(320, 64, 1.2, 0.2, 0.03, 0.1, 8, 1));
        }

        @Test
        void numbersRangesAndDoublesInTheOrderWritten() throws Exception {
            assertThat(numbers(
                            section("- {layer: a, filters: [9, 3-5, 4, 9, 0]}").filters()))
                    .containsExactly(9, 3, 4, 5, 0);
        }

        @Test
        void singleFilterOrRangeWithoutBrackets() throws Exception {
            assertThat(numbers(section("- {layer: a, filters: 7}").filters())).containsExactly(7);
            assertThat(numbers(section("- {layer: a, filters: 2-4}").filters())).containsExactly(2, 3, 4);
        }

        @Test
        void allFiltersAndSpikes() throws Exception {
            assertThat(section("- {layer: a, filters: all}").filters()).isInstanceOf(All.class);
            SectionSpec spikes = section("- {layer: a, filters: {spikes: 8}, probe: probes/cat.jpg}");
            assertThat(((Spikes) spikes.filters()).count()).isEqualTo(8);
        }

        @Test
        void expectedFiltersStandInForFilters() throws Exception {
            assertThat(numbers(section("- {layer: a, probe: probes/cat.jpg, expect: [5, 6]}")
                            .filters()))
                    .containsExactly(5, 6);
        }

        @Test
        void layerNamesThatLookLikeNumbers() throws Exception {
            assertThat(section("- {layer: 4, filters: [1]}").layer().value()).isEqualTo("4");
            assertThat(section("- {layer: 7.10, filters: [1]}").layer().value()).isEqualTo("7.10");
        }

        @Test
        void an_objective_is_named_or_a_direction() throws Exception {
            GallerySpec spec = read(
                    """
                    - {layer: a, filters: [1], recipe: {objective: negative}}
                    - {layer: a, filters: [1], recipe: {name: article, objective: neuron}}
                    - {layer: a, recipe: {objective: {direction: {3: 1, 17: -2.5}}}, compare: [{objective: channel}]}
                    """);

            assertThat(spec.sections())
                    .extracting(section -> section.recipe().objective())
                    .containsExactly(
                            ObjectiveSpec.NEGATIVE,
                            ObjectiveSpec.NEURON,
                            ObjectiveSpec.direction(Map.of(3, 1.0, 17, -2.5)));
            SectionSpec direction = spec.sections().get(2);
            assertThat(((FilterSelection.Listed) direction.filters()).filters())
                    .as("the greatest weight")
                    .extracting(Located::value)
                    .containsExactly(17);
            assertThat(direction.recipe().summary()).endsWith("64 steps, direction 3 − 2.5 × 17");
            assertThat(direction.compare())
                    .as("the section's own recipe comes first")
                    .containsExactly(direction.recipe(), Fourier.DEFAULT);
        }

        @Test
        void recipeOfTheFileHoldsForEverySection() throws Exception {
            GallerySpec spec = read(
                    """
                    recipe: {name: article, upscales: 3}
                    specs:
                      - {layer: a, filters: [1]}
                      - {layer: a, filters: [1], recipe: {size: 64}}
                      - {layer: a, filters: [1], recipe: article}
                    """);
            assertThat(spec.sections())
                    .extracting(SectionSpec::recipe)
                    .containsExactly(
                            new Article(56, 3, 1.2, 20, 0.1, 1e-6, 5, 1),
                            new Article(64, 3, 1.2, 20, 0.1, 1e-6, 5, 1),
                            Article.DEFAULT);
        }

        @Test
        void comparisonOfRecipesAndOfSettings() throws Exception {
            SectionSpec section = section(
                    """
                    - layer: a
                      filters: [1]
                      compare:
                        - {recipe: article, upscales: 0, size: 200}
                        - {name: article}
                        - article
                        - {size: 300}
                    """);
            assertThat(section.compare())
                    .containsExactly(
                            new Article(200, 0, 1.2, 20, 0.1, 1e-6, 5, 1),
                            Article.DEFAULT,
                            new Fourier(300, 64, 1.2, 0.1, 0.03, 0.1, 8, 1));
        }

        @ParameterizedTest
        @CsvSource({
            "imagenet, 224, 0.485, 0.229",
            "inception, 299, 0.5, 0.5",
            "caffe, 224, 0.485, 0.003922",
            "zero-one, 224, 0, 1",
            "minus-one-one, 224, 0.5, 0.5"
        })
        void inputPresets(String name, int size, double mean, double std) throws Exception {
            InputSpec input = read("network: {input: %s}\nspecs: [{layer: a, filters: [1]}]".formatted(name))
                    .network()
                    .input();
            assertThat(input.size()).isEqualTo(size);
            assertThat(input.mean()).hasSize(3);
            assertThat(input.mean().get(0)).isCloseTo(mean, within(1e-4));
            assertThat(input.std().get(0)).isCloseTo(std, within(1e-4));
        }

        @Test
        void presetAtAnotherSizeAndForGreyImages() throws Exception {
            InputSpec input = read("network: {input: {preset: zero-one, size: 28, mean: [0], std: [1]}}\n"
                            + "specs: [{layer: a, filters: [1]}]")
                    .network()
                    .input();
            assertThat(input).isEqualTo(new InputSpec(28, List.of(0.0), List.of(1.0)));
        }

        @Test
        void anyNumberOfChannelsAndWhichAreShown() throws Exception {
            InputSpec input =
                    read("network: {input: {size: 28, mean: [0, 0, 0, 0], std: [1, 1, 1, 1], shown: [3, 2, 1]}}\n"
                                    + "specs: [{layer: a, filters: [1]}]")
                            .network()
                            .input();
            assertThat(input.shown()).containsExactly(3, 2, 1);

            InputSpec grey = read("network: {input: {size: 28, mean: [0, 0], std: [1, 1], shown: [1]}}\n"
                            + "specs: [{layer: a, filters: [1]}]")
                    .network()
                    .input();
            assertThat(grey.shown()).containsExactly(1, 1, 1);
        }

        @Test
        void anchorsForRepeatedRecipes() throws Exception {
            GallerySpec spec =
                    read("- {layer: a, filters: [1], recipe: &r {size: 64}}\n- {layer: b, filters: [1], recipe: *r}");
            assertThat(spec.sections().get(1).recipe())
                    .isEqualTo(spec.sections().get(0).recipe());
        }

        @Test
        void windowsLineEndsAndByteOrderMark() throws Exception {
            Files.writeString(yaml, "\uFEFF- layer: a\r\n  filters: [1]\r\n- layer: b\r\n  filters: [2]\r\n");
            SectionSpec second = SpecReader.read(yaml).sections().get(1);
            assertThat(second.layer().mark()).isEqualTo(new Mark(yaml, 3, 10, "- layer: b"));
        }

        @Test
        void textThatIsInNoFile() throws Exception {
            GallerySpec spec =
                    SpecReader.read("- {layer: a, filters: [1], probe: probes/cat.jpg}", folder.resolve("none.yml"));
            assertThat(spec.sections().get(0).probe().image().value()).isEqualTo(folder.resolve("probes/cat.jpg"));
        }

        @Test
        void pathsFromTheFolderOfARelativeFile() throws Exception {
            read("- {layer: a, filters: [1], probe: probes/cat.jpg}");
            Path relative = Path.of("").toAbsolutePath().relativize(yaml.toAbsolutePath());
            ProbeSpec probe = SpecReader.read(relative).sections().get(0).probe();
            assertThat(probe.image().value()).isEqualTo(relative.resolveSibling("probes/cat.jpg"));
        }
    }

    @Nested
    class RefusesWithALocatedFault {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "- {layr: a, filters: [1], layer: b}                     | 1:4  | unknown key 'layr'         | write 'layer'",
                    "- {layer: a, filters: [1], zzzzzzzz: 1}                 | 1:28 | unknown key 'zzzzzzzz'     | delete it",
                    "- {layer: a, filters: [1], filters: [2]}                | 1:28 | 'filters' is here twice    | line 1",
                    "- {layer: a, filters: [1], seeds: 0}                    | 1:35 | too small                  | larger",
                    "- {layer: a, filters: [1], precision: bf61}             | 1:39 | no 'precision' 'bf61'      | 'bf16'",
                    "- {layer: a, filters: [1], recipe: {name: maco, alpha: true}} | 1:56 | has no 'alpha'        | the fourier recipe",
                    "- {layer: a, filters: [1], recipe: {name: pixels, exponent: 1}} | 1:61 | has no 'exponent'   | no spectrum",
                    "- {layer: a, filters: [1], recipe: {alpha: maybe}}      | 1:44 | no 'alpha' 'maybe'         | write one",
                    "- {layer: a, filters: [1], recipe: {diversity: 40}}     | 1:48 | too large                  | smaller",
                    "- {layer: a, filters: [1], seeds: 2, recipe: {diversity: 3}} | 1:35 | several pictures of a filter already | delete one",
                    "{budget: 10 minutes, specs: [{layer: a, filters: [1]}]}   | 1:10 | the budget is '10 minutes'  | without a space",
                    "- {layer: a, filters: [1], recipe: {seeds: 3}}          | 1:37 | 'seeds' belongs to the spec | beside 'recipe'",
                    "- {layer: a, filters: [1], familes: {of: [1]}}          | 1:28 | unknown key 'familes'      | 'families'",
                    "- {layer: a, filters: [1], compare: {networks: [b]}}    | 1:49 | no network 'b'             | add 'networks",
                    "- {layer: a, filters: [1], compare: {}}                 | 1:37 | of which networks          | one of these",
                    "- {layer: a, filters: [1], families: 3}                 | 1:38 | 'families' is              | key: value",
                    "- {layer: a, filters: [1], families: {by: scale}}       | 1:38 | does not say whose         | of: [3, 8]",
                    "- {layer: a, families: {of: [1], by: rotatoin}}         | 1:38 | not found by 'rotatoin'    | 'rotation'",
                    "- {filters: [1]}                                        | 1:3  | names no layer             | featviz:layers",
                    "- {layer: a}                                            | 1:3  | names no filters           | filters",
                    "- {layer: [a], filters: [1]}                            | 1:11 | 'layer' is a list          | text",
                    "- {layer: , filters: [1]}                               | 1:4  | 'layer' has no value       | write one",
                    "- {layer: '', filters: [1]}                             | 1:11 | 'layer' is empty           | write",
                    "- {layer: a, filters: []}                               | 1:23 | is an empty list           | at least one",
                    "- {layer: a, filters: [-1]}                             | 1:24 | too small                  | larger",
                    "- {layer: a, filters: [1.5]}                            | 1:24 | '1.5' is no filter number  | number",
                    "- {layer: a, filters: ['7']}                            | 1:24 | quoted                     | quotes",
                    "- {layer: a, filters: [[1]]}                            | 1:24 | a filter is a list         | number",
                    "- {layer: a, filters: [9-3]}                            | 1:24 | runs backwards             | 3-9",
                    "- {layer: a, filters: [0-10000]}                        | 1:24 | more than 10,000           | fewer",
                    "- {layer: a, filters: [0-999999999]}                    | 1:24 | more than 10,000           | fewer",
                    "- {layer: a, filters: [0-5000, 5001-9999, 20000]}       | 1:23 | more than 10,000           | fewer",
                    "- {layer: a, filters: [99999999999]}                    | 1:24 | too large                  | smaller",
                    "- {layer: a, filters: some}                             | 1:23 | 'some' is no filter number | number",
                    "- {layer: a, filters: {spikes: 3}}                      | 1:23 | needs a photograph         | probe",
                    "- {layer: a, filters: {spikes: 0}, probe: probes/cat.jpg} | 1:32 | too small                | larger",
                    "- {layer: a, filters: {peaks: 1, spikes: 1}, probe: probes/cat.jpg} | 1:24 | unknown key 'peaks' | correct it",
                    "- {layer: a, filters: [1], expect: [1]}                 | 1:36 | 'expect' needs a photograph | probe",
                    "- {layer: a, filters: [1], follow: 2}                   | 1:36 | 'follow' needs a photograph | probe",
                    "- {layer: a, filters: [1], chart: b}                    | 1:35 | 'chart' needs a photograph | probe",
                    "- {layer: a, filters: [1], follow: some, probe: probes/cat.jpg} | 1:36 | 'follow' is 'some' | number",
                    "- {layer: a, filters: [1], probe: probes/cta.jpg}       | 1:35 | does not exist             | cat.jpg",
                    "- {layer: a, filters: [1], probe: probes}               | 1:35 | is a folder                | a file in it",
                    "- {layer: a, filters: [1], probe: {}}                   | 1:35 | the probe has no image     | image",
                    "- {layer: a, filters: [1], probe: [x]}                  | 1:35 | a probe is a list          | key: value",
                    "- {layer: a, filters: [1], probe: \"a\\0b\"}            | 1:35 | no path                    | correct",
                    "- {layer: a, filters: [1], recipe: furier}              | 1:36 | no recipe 'furier'         | 'fourier'",
                    "- {layer: a, filters: [1], recipe: {size: 8}}           | 1:43 | too small                  | larger",
                    "- {layer: a, filters: [1], recipe: {size: 2000}}        | 1:43 | too large                  | smaller",
                    "- {layer: a, filters: [1], recipe: {size: 1e3}}         | 1:43 | 'size' is '1e3'            | number",
                    "- {layer: a, filters: [1], recipe: {exponent: .nan}}    | 1:47 | 'exponent' is '.nan'       | number",
                    "- {layer: a, filters: [1], recipe: {steps: 5000}}       | 1:44 | too large                  | smaller",
                    "- {layer: a, filters: [1], recipe: {upscales: 3}}       | 1:37 | belongs to the article recipe | name that",
                    "- {layer: a, filters: [1], recipe: {name: article, upscales: 21}} | 1:62 | too large        | smaller",
                    "- {layer: a, filters: [1], recipe: {name: article, size: 1024}} | 1:36 | would grow         | smaller",
                    "- {layer: a, filters: [1], recipe: {name: [x]}}         | 1:43 | name is a list             | name one",
                    "- {layer: a, filters: [1], recipe: {objective: negativ}} | 1:48 | no objective 'negativ'    | 'negative'",
                    "- {layer: a, filters: [1], recipe: {objective: directoin}} | 1:48 | no objective             | which filters it goes along",
                    "- {layer: a, filters: [1], recipe: {objective: [x]}}    | 1:48 | objective is a list        | one of these",
                    "- {layer: a, filters: [1], recipe: {objective: {}}}     | 1:48 | does not say which         | one of these",
                    "- {layer: a, filters: [1], recipe: {objective: {along: 3}}} | 1:49 | unknown key 'along'      | delete",
                    "- {layer: a, filters: [1], recipe: {objective: {direction: 3}}} | 1:60 | a single value      | filter: weight",
                    "- {layer: a, filters: [1], recipe: {objective: {direction: {}}}} | 1:60 | has 0 filters      | filter: weight",
                    "- {layer: a, filters: [1], recipe: {objective: {direction: {a: 1}}}} | 1:61 | the filter is 'a' | number",
                    "- {layer: a, filters: [1], recipe: {objective: {direction: {1: 0}}}} | 1:64 | the weight is 0 | delete",
                    "- {layer: a, filters: [1], recipe: {objective: {direction: {1: 1, 01: 2}}}} | 1:67 | here twice | keep one",
                    "- {layer: a, filters: [1], recipe: [article]}           | 1:36 | a recipe is a list         | key: value",
                    "- {layer: a, filters: [1], compare: []}                 | 1:37 | 'compare' has no entry     | entries",
                    "- {layer: a, filters: [1], compare: article}            | 1:37 | 'compare' is a single value | list",
                    "- {layer: a, filters: [1], compare: [{recipe: artcle}]} | 1:47 | no recipe 'artcle'         | 'article'",
                    "- {layer: a, filters: [1], photographs: nowhere}        | 1:41 | does not exist             | correct",
                    "- {layer: a, filters: [1], photographs: {keep: 9}}      | 1:41 | where they are             | from",
                    "- {layer: a, filters: [1], photographs: {from: probes, keep: 0}} | 1:62 | too small         | larger",
                    "- {layer: a, filters: [1], photographs: {from: probes, keep: 65}} | 1:62 | too large        | smaller",
                    "- {layer: a, filters: [1], photographs: {from: probes, kepe: 9}} | 1:56 | unknown key 'kepe' | 'keep'",
                    "- {layer: a, filters: [1], photographs: {from: probes, credits: no.csv}} | 1:65 | does not exist | put the file there",
                    "- {layer: a, filters: !!java.lang.Integer 1}            | 1:23 | tag                        | delete the tag",
                    "- layer                                                 | 1:3  | a spec is a single value   | key: value",
                    "layer: a                                                | 1:1  | belongs to a spec          | dash",
                    "hello                                                   | 1:1  | a single value             | init",
                    "[]                                                      | 1:1  | is empty                   | add",
                    "specs: {layer: a}                                       | 1:8  | 'specs' is a mapping       | dash",
                    "gallery: {title: x}                                     | 1:1  | no 'specs'                 | specs",
                })
        void oneFault(String text, String place, String what, String mend) throws Exception {
            List<Fault> faults = faults(text);
            Fault first = faults.stream()
                    .filter(fault -> fault.what().contains(what))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(faults.toString()));
            assertThat(first.mark()).hasToString(yaml + ":" + place);
            assertThat(first.what()).contains(what);
            assertThat(first.mend()).contains(mend);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "network: {file: ent.pt}                           | 'ent.pt' does not exist  | net.pt",
                    "network: {classes: probes}                        | is a folder              | a file",
                    "network: {input: imagnet}                         | no input preset          | 'imagenet'",
                    "network: {input: {preset: cafe}}                  | no input preset 'cafe'   | 'caffe'",
                    "network: {input: {mean: [0.5], std: [0.5]}}       | has no 'size'            | preset",
                    "network: {input: {size: 224, std: [0.5]}}         | has no 'mean'            | preset",
                    "network: {input: {size: 2, mean: [0], std: [1]}}  | too small                | larger",
                    "network: {input: {size: 9, mean: [0, 0], std: [1]}} | 'mean' has 2 values    | same number",
                    "network: {input: {size: 9, mean: [], std: [1]}}   | 'mean' has               | entries",
                    "network: {input: {size: 9, mean: [0, 0], std: [1, 1], shown: [2]}} | too large | smaller",
                    "network: {input: {size: 9, mean: [0], std: [1], shown: [0, 0]}} | 'shown' has 2 entries | entries",
                    "network: {input: {size: 9, mean: [0, 0, 0], std: [1]}} | 'std' has 1        | same number",
                    "network: {input: {size: 9, mean: [123.68], std: [1]}} | where white is 1     | smaller",
                    "network: {input: {size: 9, mean: [0], std: [0]}}  | too small                | larger",
                    "network: {input: [1]}                             | the input is a list      | key",
                    "network: net.pt                                   | the network is a single  | key",
                    "gallery: {site-url: 'ftp://example.org/'}         | no web address           | address",
                    "gallery: {updated: soon}                          | no day                   | day",
                    "gallery: {language: klingon!}                     | no language              | tag",
                    "gallery: {theme: nowhere}                         | does not exist           | correct",
                    "gallery: {site-url: 'javascript:alert(1)'}        | no web address           | address",
                    "gallery: {site-url: 'https://example.org/?a=b'}   | query                    | delete",
                    "gallery: {titel: x}                               | unknown key 'titel'      | 'title'",
                    "title: x                                          | belongs to the gallery   | under",
                    "nework: {}                                        | unknown key 'nework'     | 'network'",
                    "recipe: artikle                                   | no recipe                | 'article'",
                })
        void oneFaultOfTheWholeForm(String line, String what, String mend) throws Exception {
            Fault fault = fault(line + "\nspecs: [{layer: a, filters: [1]}]");
            assertThat(fault.mark().line()).isEqualTo(1);
            assertThat(fault.what()).contains(what);
            assertThat(fault.mend()).contains(mend);
        }

        @Test
        void sourcesThatNoPageMayLinkTo() throws Exception {
            Fault fault =
                    fault("- {layer: a, filters: [1], probe: {image: probes/cat.jpg, source: 'javascript:alert(1)'}}");
            assertThat(fault.what()).contains("no web address");
        }

        @Test
        void everyFaultInOnePassInTheOrderOfTheFile() throws Exception {
            List<Fault> faults = faults(
                    """
                    gallery: {titel: x}
                    recipe: {size: 4}
                    specs:
                      - filters: [5-2]
                        probe: nowhere.png
                      - layer: a
                        filters: [1]
                        follow: 2
                    """);
            assertThat(faults).extracting(fault -> fault.mark().line()).containsExactly(1, 2, 4, 4, 5, 8);
        }

        @Test
        void faultPrintsPlaceLineCaretExpectationAndMend() throws Exception {
            assertThat(fault("- layer: a\n  fliters: [1]\n  filters: [2]"))
                    .hasToString(
                            """
                            %s:2:3: unknown key 'fliters'
                                  fliters: [1]
                                  ^
                              expected: a spec has the keys title, text, layer, filters, probe, chart, expect, follow, recipe, precision, seeds, compare, photographs, families
                              mend: write 'filters' if that is what you mean"""
                                    .formatted(yaml));
        }
    }

    @Nested
    class RefusesWhatIsNoYaml {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "- layer: [a            | bracket",
                    "- {layer: a            | brace",
                    "- layer: \"a           | not closed",
                    "- title: Note: this    | colon",
                    "- layer: *nowhere      | anchor",
                    "- layer: @a            | no value can begin",
                    "--- 1\\n--- 2          | more than one YAML document",
                    "- layer: a\\n\\tfilters: [1] | tab",
                    "- layer: a\\n   filters: [1] | colon",
                    "- layer: a\\n filters: [1]   | indented",
                })
        void oneLocatedFaultInPlainWords(String text, String what) throws Exception {
            Fault fault = fault(text.replace("\\n", "\n").replace("\\t", "\t"));
            assertThat(fault.mark()).isNotNull();
            assertThat(fault.what()).contains(what);
        }

        @Test
        void emptyFileAndFileOfComments() throws Exception {
            assertThat(fault("").what()).isEqualTo("the file is empty");
            assertThat(fault("# nothing yet\n").what()).isEqualTo("the file is empty");
        }

        @Test
        void fileThatIsNotThereOrAFolder() {
            assertThat(faultsOf(folder.resolve("none.yml")).get(0).what()).contains("there is no file");
            assertThat(faultsOf(folder).get(0).what()).contains("is a folder");
        }

        @Test
        void otherEncodings() throws Exception {
            Files.write(yaml, "- layer: a\n- title: Käse\n".getBytes(StandardCharsets.ISO_8859_1));
            Fault fault = faultsOf(yaml).get(0);
            assertThat(fault.what()).contains("UTF-8").contains("0xE4");
            assertThat(fault.mark()).hasToString(yaml + ":2:11");
        }

        @Test
        void controlCharacters() throws Exception {
            Fault fault = fault("- layer: a\n  title: \u0007\n");
            assertThat(fault.what()).contains("U+0007");
            assertThat(fault.mark().line()).isEqualTo(2);
        }

        @Test
        void depthThatWouldOverflowTheStack() throws Exception {
            assertThat(fault("[".repeat(100_000)).what()).contains("nested");
        }

        @Test
        void aliasesThatMultiply() throws Exception {
            StringBuilder bomb = new StringBuilder("- &a0 [1, 2]\n");
            for (int i = 1; i < 20; i++) {
                bomb.append(
                        "- &a%d [%s]\n".formatted(i, "*a%d, ".formatted(i - 1).repeat(60)));
            }
            assertThat(fault(bomb.toString()).what()).contains("aliases");
        }

        @Test
        void butOnePhotographForManySpecsIsFine() throws Exception {
            String first = "- {layer: a, filters: 1, probe: &cat {image: probes/cat.jpg}}\n";
            assertThat(read(first + "- {layer: a, filters: 2, probe: *cat}\n".repeat(200))
                            .sections())
                    .hasSize(201);
        }

        @Test
        void linesThatWouldFillTheTerminalOrSteerIt() throws Exception {
            byte[] bytes =
                    ("- layer: \u001B[31m" + "x".repeat(100_000) + "\u00FF").getBytes(StandardCharsets.ISO_8859_1);
            Files.write(yaml, bytes);
            assertThat(faultsOf(yaml).get(0).toString()).hasSizeLessThan(1000);
            assertThat(fault("- {layer: a, filters: 1, \"\\e[31m\": 1}").toString())
                    .doesNotContain("\u001B")
                    .contains("\uFFFD[31m");
        }

        @Test
        void filesOfMoreThanAMegabyte() throws Exception {
            assertThat(fault("# " + "x".repeat(1 << 20)).what()).contains("1 MiB");
        }

        @Test
        void moreFiltersThanFitInMemory() throws Exception {
            List<Fault> faults = faults("- {layer: a, filters: 0-9999}\n".repeat(20_000));
            assertThat(faults).hasSizeBetween(1, 500);
            assertThat(faults.get(0).what()).contains("100,000");
        }

        @Test
        void damagedFilesGiveFaultsAndNothingElse() throws Exception {
            String whole =
                    """
                    gallery: {title: Eyes, text: "All eyes.", site-url: https://example.org/eyes}
                    network: {file: net.pt, input: {size: 64, mean: [0.5], std: [1]}, classes: classes.txt}
                    recipe: &r {name: article, upscales: 3}
                    specs:
                      - layer: blocks.14
                        filters: [17, 3-9]
                        probe: {image: probes/cat.jpg, credit: N.N.}
                        expect: [17]
                        compare: [*r, {recipe: fourier, size: 64}, {size: 300}]
                    """;
            String odd = "{}[]:,-&*!|>'\"%@#\t\n 0~?\\\u0000\uD800";
            Random random = new Random(7);
            for (int i = 0; i < 400; i++) {
                StringBuilder damaged = new StringBuilder(whole);
                for (int j = random.nextInt(4); j >= 0; j--) {
                    int at = random.nextInt(damaged.length());
                    damaged.replace(at, at + random.nextInt(3), odd.charAt(random.nextInt(odd.length())) + "");
                }
                Files.write(yaml, damaged.toString().getBytes(StandardCharsets.UTF_8));
                try {
                    SpecReader.read(yaml);
                } catch (SpecException e) {
                    assertThat(e.faults()).isNotEmpty();
                }
            }
        }

        @Test
        void longLinesAreNotRepeatedInMessages() throws Exception {
            Fault fault = fault("- {layer: a, filters: [1], title: '%s', colour: red}".formatted("x".repeat(100_000)));
            assertThat(fault.toString()).hasSizeLessThan(1000);
        }
    }
}

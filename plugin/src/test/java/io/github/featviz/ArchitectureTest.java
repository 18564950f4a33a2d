package io.github.featviz;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The arrows between packages. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.featviz");

    @Test
    void packages_use_only_what_they_may() {
        ArchRule rule = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("spec")
                .definedBy("io.github.featviz.spec..")
                .layer("architecture")
                .definedBy("io.github.featviz.architecture..")
                .layer("source")
                .definedBy("io.github.featviz.source..")
                .layer("result")
                .definedBy("io.github.featviz.result..")
                .layer("evidence")
                .definedBy("io.github.featviz.evidence..")
                .layer("pickle")
                .definedBy("io.github.featviz.pickle..")
                .layer("statedict")
                .definedBy("io.github.featviz.statedict..")
                .layer("image")
                .definedBy("io.github.featviz.image..")
                .layer("selfcheck")
                .definedBy("io.github.featviz.selfcheck..")
                .layer("torchscript")
                .definedBy("io.github.featviz.torchscript..")
                .layer("architecture")
                .definedBy("io.github.featviz.architecture..")
                .layer("network")
                .definedBy("io.github.featviz.network..")
                .layer("visualize")
                .definedBy("io.github.featviz.visualize..")
                .layer("probe")
                .definedBy("io.github.featviz.probe..")
                .layer("store")
                .definedBy("io.github.featviz.store..")
                .layer("plan")
                .definedBy("io.github.featviz.plan..")
                .layer("worker")
                .definedBy("io.github.featviz.worker..")
                .layer("gallery")
                .definedBy("io.github.featviz.gallery..")
                .layer("build")
                .definedBy("io.github.featviz.build..")
                .layer("preview")
                .definedBy("io.github.featviz.preview..")
                .layer("maven")
                .definedBy("io.github.featviz.maven..")
                .whereLayer("spec")
                .mayNotAccessAnyLayer()
                .whereLayer("result")
                .mayNotAccessAnyLayer()
                .whereLayer("image")
                .mayNotAccessAnyLayer()
                .whereLayer("pickle")
                .mayNotAccessAnyLayer()
                .whereLayer("statedict")
                .mayOnlyAccessLayers("pickle")
                .whereLayer("torchscript")
                .mayOnlyAccessLayers("pickle")
                .whereLayer("architecture")
                .mayOnlyAccessLayers("torchscript", "statedict")
                .whereLayer("store")
                .mayNotAccessAnyLayer()
                .whereLayer("evidence")
                .mayOnlyAccessLayers("result")
                .whereLayer("source")
                .mayOnlyAccessLayers("spec", "statedict", "architecture")
                .whereLayer("selfcheck")
                .mayOnlyAccessLayers("result")
                .whereLayer("network")
                .mayOnlyAccessLayers("torchscript", "result")
                .whereLayer("visualize")
                .mayOnlyAccessLayers("network", "result")
                .whereLayer("probe")
                .mayOnlyAccessLayers("network", "result", "selfcheck")
                .whereLayer("plan")
                .mayOnlyAccessLayers("spec", "result", "evidence", "store", "image")
                .whereLayer("worker")
                .mayOnlyAccessLayers(
                        "plan",
                        "visualize",
                        "probe",
                        "network",
                        "torchscript",
                        "store",
                        "result",
                        "spec",
                        "image",
                        "selfcheck")
                .whereLayer("gallery")
                .mayOnlyAccessLayers("spec", "store", "result", "evidence", "image")
                .whereLayer("build")
                .mayOnlyAccessLayers(
                        "spec", "plan", "worker", "store", "gallery", "evidence", "result", "source", "selfcheck")
                .whereLayer("preview")
                .mayNotAccessAnyLayer()
                .whereLayer("maven")
                .mayOnlyAccessLayers("build", "spec", "plan", "result", "source", "preview");
        rule.check(CLASSES);
    }

    @Test
    void only_the_goals_know_maven() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages("io.github.featviz.maven..", "io.github.featviz.featviz_maven_plugin..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..");
        rule.check(CLASSES);
    }

    @Test
    void only_the_engine_side_knows_djl() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.github.featviz.network..", "io.github.featviz.visualize..", "io.github.featviz.probe..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..");
        rule.check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        ArchRule rule = slices().matching("io.github.featviz.(*)..").should().beFreeOfCycles();
        rule.check(CLASSES);
    }
}

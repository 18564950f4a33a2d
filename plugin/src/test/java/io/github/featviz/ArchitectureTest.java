package io.github.featviz;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between packages. */
@AnalyzeClasses(packages = "io.github.featviz", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packages_use_only_what_they_may = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("spec")
            .definedBy("io.github.featviz.spec..")
            .layer("result")
            .definedBy("io.github.featviz.result..")
            .layer("evidence")
            .definedBy("io.github.featviz.evidence..")
            .layer("torchscript")
            .definedBy("io.github.featviz.torchscript..")
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
            .layer("maven")
            .definedBy("io.github.featviz.maven..")
            .whereLayer("spec")
            .mayNotAccessAnyLayer()
            .whereLayer("result")
            .mayNotAccessAnyLayer()
            .whereLayer("torchscript")
            .mayNotAccessAnyLayer()
            .whereLayer("store")
            .mayNotAccessAnyLayer()
            .whereLayer("evidence")
            .mayOnlyAccessLayers("result")
            .whereLayer("network")
            .mayOnlyAccessLayers("torchscript", "result")
            .whereLayer("visualize")
            .mayOnlyAccessLayers("network", "result")
            .whereLayer("probe")
            .mayOnlyAccessLayers("network", "result")
            .whereLayer("plan")
            .mayOnlyAccessLayers("spec", "result", "evidence", "store")
            .whereLayer("worker")
            .mayOnlyAccessLayers("plan", "visualize", "probe", "network", "torchscript", "store", "result", "spec")
            .whereLayer("gallery")
            .mayOnlyAccessLayers("spec", "store", "result", "evidence")
            .whereLayer("build")
            .mayOnlyAccessLayers("spec", "plan", "worker", "store", "gallery", "evidence", "result")
            .whereLayer("maven")
            .mayOnlyAccessLayers("build", "spec", "plan", "result");

    @ArchTest
    static final ArchRule only_the_goals_know_maven = noClasses()
            .that()
            .resideOutsideOfPackages("io.github.featviz.maven..", "io.github.featviz.featviz_maven_plugin..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..");

    @ArchTest
    static final ArchRule only_the_engine_side_knows_djl = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.github.featviz.network..", "io.github.featviz.visualize..", "io.github.featviz.probe..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.github.featviz.(*)..").should().beFreeOfCycles();
}

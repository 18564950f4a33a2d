package io.github.featviz.build;

import io.github.featviz.plan.Work;
import io.github.featviz.result.Failure;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.result.Verification;
import io.github.featviz.spec.Fault;
import io.github.featviz.spec.SpecException;
import io.github.featviz.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A network whose layers are known, and what does work on it.
 *
 * @param network the network
 * @param description its layers
 * @param runner does what is missing
 * @param labour the worker behind the runner, closed with the session
 */
record Session(ChosenNetwork network, NetworkDescription description, WorkRunner runner, WorkerLabour labour)
        implements AutoCloseable {

    /**
     * Reads the network's layers, from the store where it was read before.
     *
     * @throws SpecException when the file is no network that can be run
     */
    static Session open(ChosenNetwork network, Store store, WorkerLabour labour, BuildListener listener)
            throws SpecException, IOException {
        WorkRunner runner = new WorkRunner(network.file(), store, labour, listener);
        try {
            Work.Describe describe = new Work.Describe();
            runner.complete(List.of(describe));
            Optional<NetworkDescription> description = runner.result(describe, NetworkDescription.class);
            if (description.isPresent()) {
                if (network.isChecked()) {
                    verify(network, runner);
                }
                return new Session(network, named(description.get(), network), runner, labour);
            }
            boolean block = network.file().block() != null;
            String reason = runner.failure(describe).map(Failure::reason).orElse("it gave no answer");
            throw new SpecException(List.of(new Fault(
                    network.mark(),
                    "the network " + network.label() + " cannot be used: " + reason,
                    "%s that runs on [1, %s, %s, %s] images"
                            .formatted(
                                    block ? "a DJL block" : "a TorchScript archive",
                                    network.file().input().channels(),
                                    network.file().input().size(),
                                    network.file().input().size()),
                    (block
                                    ? "correct the class, or save its parameters with the class as it is now"
                                    : "save it with torch.jit.trace(model.eval(), example).save(\"my.pt\")")
                            + ", and declare its input: {size, mean, std}")));
        } catch (SpecException | IOException | RuntimeException e) {
            labour.close();
            throw e;
        }
    }

    /** Before anything is made with it. */
    private static void verify(ChosenNetwork network, WorkRunner runner) throws SpecException, IOException {
        Work.Verify verify = new Work.Verify();
        runner.complete(List.of(verify));
        if (runner.result(verify, Verification.class).isEmpty()) {
            String reason = runner.failure(verify).map(Failure::reason).orElse("it gave no answer");
            throw new SpecException(List.of(new Fault(
                    network.mark(),
                    "the network " + network.file().path() + " fails its self-check: " + reason,
                    "what extra/featviz.json in it says, to within its tolerance",
                    "save the network again as the page on self-checking networks shows")));
        }
    }

    private static NetworkDescription named(NetworkDescription description, ChosenNetwork network) {
        String name = network.own() == null ? null : network.own().name();
        return name == null
                ? description
                : new NetworkDescription(name, description.parameters(), description.layers());
    }

    @Override
    public void close() {
        labour.close();
    }
}

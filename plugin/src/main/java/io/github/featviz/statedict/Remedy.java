package io.github.featviz.statedict;

/** The lines of Python that make a usable file of an unusable one. */
final class Remedy {

    /** Of a model at hand. */
    static final String SAVE = "Save the state dict alone, in Python: torch.save(model.state_dict(), \"weights.pth\")";

    /** Of a pickled module. */
    static final String UNWRAP_MODULE = "Where its Python code can be imported: "
            + "torch.save(torch.load(file, weights_only=False).state_dict(), \"weights.pth\")";

    /** Of any other file of PyTorch's. */
    static final String SAVE_AGAIN = "Save it again, in Python: torch.save(torch.load(file), \"weights.pth\")";

    private Remedy() {}
}

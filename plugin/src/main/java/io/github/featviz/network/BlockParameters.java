package io.github.featviz.network;

import ai.djl.MalformedModelException;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file of parameters as {@code Model.save} or {@code Block.saveParameters} writes it. */
final class BlockParameters {

    private static final byte[] MODEL = "DJL@".getBytes(StandardCharsets.US_ASCII);
    private static final int MODEL_VERSION = 1;

    private final Path file;

    BlockParameters(Path file) {
        this.file = file;
    }

    /**
     * Puts the parameters into a block.
     *
     * @param manager owner of the parameters
     * @param block of the structure that the file was saved from
     * @throws IOException when the file cannot be read
     * @throws NetworkException when it was saved from a block of another structure
     */
    void load(Block block, NDManager manager) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            skipHeader(in);
            block.loadParameters(manager, in);
            if (in.read() >= 0) {
                throw mismatch("it holds more than the block takes", null);
            }
        } catch (EOFException e) {
            throw mismatch("it ends too early", e);
        } catch (MalformedModelException | EngineException | IllegalArgumentException | IllegalStateException e) {
            throw mismatch(ScriptModule.reason(e), e);
        }
    }

    /** A model's file starts with its name and inputs, which the block does not need; a block's starts at once. */
    private void skipHeader(DataInputStream in) throws IOException {
        in.mark(MODEL.length);
        byte[] start = in.readNBytes(MODEL.length);
        if (!Arrays.equals(start, MODEL)) {
            in.reset();
            return;
        }
        int version = in.readInt();
        if (version != MODEL_VERSION) {
            throw mismatch("it has version " + version + " of DJL's format, and " + MODEL_VERSION + " is known", null);
        }
        in.readUTF();
        in.readUTF();
        for (int inputs = in.readInt(); inputs > 0; inputs--) {
            in.readUTF();
            Shape.decode(in);
        }
        for (int properties = in.readInt(); properties > 0; properties--) {
            in.readUTF();
            in.readUTF();
        }
    }

    private NetworkException mismatch(String reason, @Nullable Throwable cause) {
        return new NetworkException(
                "The parameters in " + file.getFileName() + " do not fit the block: " + reason
                        + ". Expected a file that Model.save or Block.saveParameters has written for a block built by the"
                        + " same class",
                cause);
    }
}

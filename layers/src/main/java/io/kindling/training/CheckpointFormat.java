package io.kindling.training;

import io.kindling.tensor.Tensor;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A training state as a stream of bytes: a magic number, what the checkpoint says about itself as
 * JSON, the journal, the vectors as little-endian FLOAT32 in the layout of the network (parameters,
 * the optimizer's, the best parameters or those of now where there are no best ones yet), and a
 * checksum (CRC-32C) of all before.
 */
public final class CheckpointFormat {
  private static final long MAGIC = 0x4b4e444c434b5031L; // KNDLCKP1

  /** What is not a vector is far smaller. */
  private static final int MOST_TEXT = 256 << 20;

  private static final int PIECE = 1 << 20;

  private CheckpointFormat() {}

  /** Writes a state. */
  public static void write(OutputStream to, CheckpointInfo info, TrainingState state)
      throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(to, new CRC32C());
    DataOutputStream out = new DataOutputStream(checked);
    out.writeLong(MAGIC);
    block(out, info.toJson().getBytes(StandardCharsets.UTF_8));
    block(out, StateJournal.of(state).encode());
    List<Parameters> vectors = new ArrayList<>(state.vectors());
    if (state.history().size() == 0) {
      vectors.add(state.parameters());
    }
    out.writeInt(vectors.size());
    byte[] piece = new byte[PIECE];
    for (Parameters each : vectors) {
      Tensor vector = each.vector();
      out.writeLong(vector.bytes());
      for (long at = 0; at < vector.bytes(); at += PIECE) {
        int count = (int) Math.min(PIECE, vector.bytes() - at);
        vector.copyBytesTo(at, piece, 0, count);
        out.write(piece, 0, count);
      }
    }
    out.writeLong(checked.getChecksum().getValue());
    out.flush();
  }

  private static void block(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Takes the vectors of a checkpoint apart. */
  private interface Vectors {
    /** Returns where a vector goes; null to read over it. */
    @Nullable Tensor next(int index, int count, long bytes) throws IOException;
  }

  /**
   * Reads a checkpoint from end to end and returns what it says about itself.
   *
   * @throws IOException when it is damaged or none
   */
  public static CheckpointInfo verify(InputStream from) throws IOException {
    return read(from, (index, count, bytes) -> null).info;
  }

  /**
   * Reads the parameters.
   *
   * @throws IOException when it is damaged, or of another network
   */
  public static CheckpointInfo readParameters(InputStream from, Parameters parameters)
      throws IOException {
    return read(from, (i, count, bytes) -> i == 0 ? fitting(parameters, bytes) : null).info;
  }

  /**
   * Reads a state, which is torn when this fails.
   *
   * @param withOptimizer whether what the optimizer remembered is read too
   * @throws IOException when it is damaged, or of another network or optimizer
   */
  public static CheckpointInfo readState(
      InputStream from, TrainingState state, boolean withOptimizer, long stepsPerEpoch)
      throws IOException {
    state.beginStep();
    List<Parameters> own = state.vectors(true);
    Read read =
        read(
            from,
            (index, count, bytes) -> {
              if (withOptimizer && count != own.size()) {
                throw new IOException(
                    "an optimizer with "
                        + (count - 2)
                        + " vectors, not "
                        + (own.size() - 2)
                        + "; set resetOptimizer to begin with a new one");
              }
              if (index == 0 || index == count - 1) {
                return fitting(own.get(index == 0 ? 0 : own.size() - 1), bytes);
              }
              return withOptimizer ? fitting(own.get(index), bytes) : null;
            });
    StateJournal journal = read.journal.at(read.info.stepsPerEpoch(), stepsPerEpoch);
    state.restore(withOptimizer ? journal : journal.withoutUpdates());
    return read.info;
  }

  private static Tensor fitting(Parameters parameters, long bytes) throws IOException {
    Tensor vector = parameters.vector();
    if (vector.bytes() != bytes) {
      throw new IOException(
          "a network of " + bytes + " bytes of parameters, not " + vector.bytes());
    }
    return vector;
  }

  private record Read(CheckpointInfo info, StateJournal journal) {}

  private static Read read(InputStream from, Vectors vectors) throws IOException {
    CheckedInputStream checked = new CheckedInputStream(from, new CRC32C());
    DataInputStream in = new DataInputStream(checked);
    try {
      if (in.readLong() != MAGIC) {
        throw new IOException("no checkpoint, or one of another version");
      }
      byte[] info = block(in);
      byte[] journal = block(in);
      int count = in.readInt();
      byte[] piece = new byte[PIECE];
      for (int index = 0; index < count; index++) {
        long bytes = in.readLong();
        Tensor to = vectors.next(index, count, bytes);
        for (long at = 0; at < bytes; at += PIECE) {
          int length = (int) Math.min(PIECE, bytes - at);
          in.readFully(piece, 0, length);
          if (to != null) {
            to.copyBytesFrom(piece, 0, at, length);
          }
        }
      }
      long expected = checked.getChecksum().getValue();
      if (in.readLong() != expected || in.read() >= 0) {
        throw new IOException("bytes with another checksum");
      }
      return new Read(
          CheckpointInfo.fromJson(new String(info, StandardCharsets.UTF_8)),
          StateJournal.decode(journal));
    } catch (EOFException e) {
      throw new IOException("a file that ends too early", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static byte[] block(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MOST_TEXT) {
      throw new IOException("a block of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }
}

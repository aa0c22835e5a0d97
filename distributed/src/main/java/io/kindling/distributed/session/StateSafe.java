package io.kindling.distributed.session;

import io.kindling.distributed.spark.LocalFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A training state that lies with the driver, in a file on its local disk, while no executor that
 * trains has it.
 */
final class StateSafe implements AutoCloseable {
  private @Nullable Upload upload;
  private @Nullable Path whole;
  private @Nullable InputStream reading;
  private long position;
  private long steps = Report.NO_STATE;

  private static final class Upload {
    private final Path file = LocalFiles.fresh("kindling-state");
    private final OutputStream out;
    private final long steps;
    private long size;

    Upload(long steps) throws IOException {
      this.out = LocalFiles.write(file);
      this.steps = steps;
    }
  }

  /**
   * Takes the next piece of a state.
   *
   * @throws IllegalStateException when it is not the next one
   */
  synchronized void put(Report.Part part) {
    try {
      if (part.offset() == 0) {
        abandon();
        upload = new Upload(part.steps());
      }
      Upload now = upload;
      if (now == null || now.size != part.offset() || now.steps != part.steps()) {
        throw new IllegalStateException(
            "Fit: expected the pieces of a state in order, got one at " + part.offset() + ".");
      }
      now.out.write(part.bytes());
      now.size += part.bytes().length;
      if (part.last()) {
        now.out.close();
        upload = null;
        forget();
        whole = now.file;
        steps = now.steps;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Fit: cannot keep a state on the driver's disk: " + e, e);
    }
  }

  /** Returns the steps of the state, {@link Report#NO_STATE} when there is none. */
  synchronized long steps() {
    return steps;
  }

  /** Returns a piece; an empty one at the end. */
  synchronized byte[] read(long offset, int most) {
    Path file = whole;
    if (file == null) {
      throw new IllegalStateException("Fit: expected a state with the driver, got none.");
    }
    try {
      InputStream in = reading;
      if (in == null || position != offset) {
        stopReading();
        in = LocalFiles.read(file);
        in.skipNBytes(offset);
        reading = in;
      }
      byte[] piece = in.readNBytes(most);
      position = offset + piece.length;
      return piece;
    } catch (IOException e) {
      throw new UncheckedIOException("Fit: cannot read the state in " + file + ": " + e, e);
    }
  }

  private void stopReading() throws IOException {
    if (reading != null) {
      reading.close();
      reading = null;
    }
  }

  private void abandon() throws IOException {
    if (upload != null) {
      upload.out.close();
      Files.deleteIfExists(upload.file);
      upload = null;
    }
  }

  private void forget() throws IOException {
    stopReading();
    if (whole != null) {
      Files.deleteIfExists(whole);
      whole = null;
    }
  }

  @Override
  public synchronized void close() {
    try {
      abandon();
      forget();
    } catch (IOException e) {
      throw new UncheckedIOException("Fit: cannot delete a state on the driver's disk: " + e, e);
    }
    steps = Report.NO_STATE;
  }
}

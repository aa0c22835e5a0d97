package io.kindling.distributed.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.spark.SparkEnv;

/** Files on this process' local disk, encrypted where Spark encrypts its own. */
public final class LocalFiles {
  private LocalFiles() {}

  /**
   * Returns the path of a file that is not there yet, in a directory that ends with this process.
   */
  public static Path fresh(String name) {
    return SparkInternals.localDirectory().resolve(name + "-" + UUID.randomUUID());
  }

  /** Opens a file to write it. */
  public static OutputStream write(Path file) throws IOException {
    return SparkEnv.get().serializerManager().wrapForEncryption(Files.newOutputStream(file));
  }

  /** Opens a file to read it from its beginning. */
  public static InputStream read(Path file) throws IOException {
    return SparkEnv.get().serializerManager().wrapForEncryption(Files.newInputStream(file));
  }
}

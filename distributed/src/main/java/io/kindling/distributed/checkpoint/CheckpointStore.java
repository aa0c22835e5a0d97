package io.kindling.distributed.checkpoint;

import io.kindling.training.CheckpointFormat;
import io.kindling.training.CheckpointInfo;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one folder. Each is one file, written under another name and renamed when it
 * is whole, so there is never half a one.
 */
public final class CheckpointStore {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
  private static final Pattern NAME = Pattern.compile("step-(\\d+)\\.kindling");
  private static final int BUFFER = 1 << 20;

  private final Path folder;
  private final Configuration conf;

  /** A store of a folder that may not be there yet. */
  public CheckpointStore(String folder, Configuration conf) {
    this.folder = new Path(folder);
    this.conf = conf;
  }

  /** The bytes of a checkpoint. */
  @FunctionalInterface
  public interface Content {
    /** Writes them. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * A checkpoint that was read from end to end.
   *
   * @param path of its file
   */
  public record Found(String path, CheckpointInfo info) {}

  /**
   * Makes the folder and writes a file, to find out now rather than after an hour.
   *
   * @throws IllegalArgumentException when that is not possible
   */
  public void requireWritable() {
    Path trial = new Path(folder, ".trial-" + UUID.randomUUID());
    try {
      FileSystem files = folder.getFileSystem(conf);
      if (!files.mkdirs(folder)) {
        throw new IOException("the folder cannot be made");
      }
      try (OutputStream out = files.create(trial)) {
        out.write(0);
      }
      files.delete(trial, false);
    } catch (IOException | RuntimeException | FSError e) {
      throw new IllegalArgumentException(
          "Checkpoints: expected a directory that can be written to, got "
              + folder
              + ": "
              + e
              + ". Set checkpointDir to one that the driver and all executors can write to.",
          e);
    }
  }

  /**
   * Writes a checkpoint and forgets the oldest.
   *
   * @param steps that were done
   * @param content gives its bytes
   * @param keep how many are kept
   * @return its path
   */
  public String write(long steps, Content content, int keep) throws IOException {
    FileSystem files = folder.getFileSystem(conf);
    String name = String.format("step-%012d.kindling", steps);
    Path whole = new Path(folder, name);
    Path partial = new Path(folder, "." + name + "." + UUID.randomUUID());
    try {
      try (OutputStream out = new BufferedOutputStream(files.create(partial), BUFFER)) {
        content.writeTo(out);
      }
      // A step that is done again is the same.
      files.delete(whole, false);
      if (!files.rename(partial, whole)) {
        throw new IOException("expected to rename " + partial + " to " + whole);
      }
    } catch (IOException | RuntimeException e) {
      deleteQuietly(files, partial);
      throw e;
    } catch (FSError e) {
      // So Hadoop's local file system says that a disk is full.
      deleteQuietly(files, partial);
      throw new IOException(e.getMessage(), e);
    }
    forgetOldest(files, keep);
    return whole.toString();
  }

  /** What is too much does not make the new checkpoint a failure; the next one clears it away. */
  private void forgetOldest(FileSystem files, int keep) {
    try {
      List<Path> all = list();
      for (Path old : all.subList(Math.min(keep, all.size()), all.size())) {
        deleteQuietly(files, old);
      }
    } catch (IOException e) {
      LOG.warn("Checkpoints: cannot list {}: {}", folder, e.toString());
    }
  }

  private static void deleteQuietly(FileSystem files, Path path) {
    try {
      files.delete(path, false);
    } catch (IOException e) {
      LOG.warn("Checkpoints: cannot delete {}: {}", path, e.toString());
    }
  }

  /** Returns the files, newest first. */
  private List<Path> list() throws IOException {
    List<Path> found = new ArrayList<>();
    try {
      for (FileStatus file : folder.getFileSystem(conf).listStatus(folder)) {
        if (NAME.matcher(file.getPath().getName()).matches()) {
          found.add(file.getPath());
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    found.sort(Comparator.comparingLong(CheckpointStore::steps).reversed());
    return found;
  }

  private static long steps(Path path) {
    Matcher name = NAME.matcher(path.getName());
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }

  /** Returns the newest checkpoint that is whole; says in the log which are not. */
  public Optional<Found> newest() throws IOException {
    for (Path path : list()) {
      try (InputStream in = open(path.toString(), conf)) {
        return Optional.of(new Found(path.toString(), CheckpointFormat.verify(in)));
      } catch (IOException e) {
        LOG.warn(
            "Checkpoints: {} is damaged ({}), so the one before is used.", path, e.getMessage());
      }
    }
    return Optional.empty();
  }

  /**
   * Returns a checkpoint that somebody names: a file, or the newest of a folder, or of the one
   * folder of a fit in it.
   *
   * @param steps of the checkpoint, below 0 for the newest
   * @throws IllegalArgumentException when there is none, or several are meant
   */
  public static Found named(String path, long steps, Configuration conf) {
    try {
      Path named = new Path(path);
      FileSystem files = named.getFileSystem(conf);
      if (files.getFileStatus(named).isFile()) {
        return verified(path, conf);
      }
      CheckpointStore store = new CheckpointStore(path, conf);
      List<Path> fits = new ArrayList<>();
      for (FileStatus each : files.listStatus(named)) {
        if (each.isDirectory()
            && !new CheckpointStore(each.getPath().toString(), conf).list().isEmpty()) {
          fits.add(each.getPath());
        }
      }
      if (store.list().isEmpty() && fits.size() > 1) {
        throw new IOException("checkpoints of several fits: " + fits + "; name one of them");
      }
      CheckpointStore chosen =
          store.list().isEmpty() && fits.size() == 1
              ? new CheckpointStore(fits.get(0).toString(), conf)
              : store;
      if (steps >= 0) {
        Path exact = new Path(chosen.folder, String.format("step-%012d.kindling", steps));
        return verified(exact.toString(), conf);
      }
      return chosen.newest().orElseThrow(() -> new IOException("none that is whole"));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Checkpoints: expected a checkpoint, or a folder of them, at "
              + path
              + (steps >= 0 ? " after step " + steps : "")
              + ", got "
              + e.getMessage()
              + ".",
          e);
    }
  }

  private static Found verified(String path, Configuration conf) throws IOException {
    try (InputStream in = open(path, conf)) {
      return new Found(path, CheckpointFormat.verify(in));
    }
  }

  /** Opens a checkpoint. */
  public static InputStream open(String path, Configuration conf) throws IOException {
    Path file = new Path(path);
    return new BufferedInputStream(file.getFileSystem(conf).open(file), BUFFER);
  }
}

package io.kindling.ml.watch;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/** The folder of one run below TensorBoard's log directory, on any file system of Hadoop. */
record EventFolder(FileSystem files, Path path) {
  /** TensorBoard knows its files by this word and reads them in the order of their names. */
  private static final String PREFIX = "events.out.tfevents.";

  /**
   * Returns the folder of a run.
   *
   * @param goesOn whether it is the same run as that of the files that may be there; otherwise a
   *     run gets a folder without such files
   */
  static EventFolder of(String directory, String run, boolean goesOn, Configuration conf)
      throws IOException {
    Path parent = new Path(directory);
    FileSystem files = parent.getFileSystem(conf);
    if (files instanceof LocalFileSystem local) {
      // The other one keeps up to 511 bytes back and writes a file of checksums beside each.
      files = local.getRaw();
    }
    // Path would take a colon for a scheme and a slash for a folder.
    String name = run.replaceAll("[:/\\\\\\p{Cntrl}]", "_");
    for (int i = 1; ; i++) {
      String numbered = i == 1 ? name : name + "-" + i;
      Path path = new Path(files.makeQualified(parent), numbered);
      if (goesOn || !holdsEvents(files, path)) {
        return new EventFolder(files, path);
      }
    }
  }

  private static boolean holdsEvents(FileSystem files, Path path) throws IOException {
    if (!files.exists(path)) {
      return false;
    }
    for (FileStatus each : files.listStatus(path)) {
      if (each.getPath().getName().startsWith(PREFIX)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Begins a file.
   *
   * @param number of the file in this run
   */
  Stream open(int number) throws IOException {
    String name =
        String.format(
            Locale.ROOT, "%s%010d.%06d", PREFIX, System.currentTimeMillis() / 1000, number);
    return new Stream(files.create(new Path(path, name), false));
  }

  /** A file that is written. */
  static final class Stream extends FilterOutputStream {
    private final FSDataOutputStream data;

    private Stream(FSDataOutputStream data) {
      super(data);
      this.data = data;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      data.write(bytes);
    }

    /** Returns whether others see what is written before the file is closed. */
    boolean isSeen() {
      return data.hasCapability(StreamCapabilities.HFLUSH);
    }

    /** Lets others see what was written, where the file system can. */
    void show() throws IOException {
      data.hflush();
    }
  }
}

package io.kindling.ml.watch;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/** A file system whose files cannot be flushed, as that of an object store. */
public final class WholeFiles extends RawLocalFileSystem {
  @Override
  public URI getUri() {
    return URI.create("whole:///");
  }

  @Override
  public String getScheme() {
    return "whole";
  }

  @Override
  public void initialize(URI uri, Configuration conf) throws IOException {
    super.initialize(URI.create("file:///"), conf);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int buffer,
      short replication,
      long block,
      Progressable progress)
      throws IOException {
    FSDataOutputStream plain = super.create(path, overwrite, buffer, replication, block, progress);
    return new FSDataOutputStream(new FilterOutputStream(plain), null);
  }
}

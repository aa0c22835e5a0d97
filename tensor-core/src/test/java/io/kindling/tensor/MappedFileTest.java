package io.kindling.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedFileTest {
  @TempDir Path directory;

  private FileChannel file() throws IOException {
    return FileChannel.open(
        directory.resolve("bytes"),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  @Test
  void whatOneMappingWrites_anotherReads() throws IOException {
    try (FileChannel file = file();
        MappedFile writing = MappedFile.of(file, MapMode.READ_WRITE, 100);
        MappedFile reading = MappedFile.of(file, MapMode.READ_ONLY, 100)) {
      file.close();
      writing.buffer(90, 10).putFloat(4, 1.5f);

      ByteBuffer read = reading.buffer(94, 4);
      assertThat(read.getFloat()).isEqualTo(1.5f);
      assertThatThrownBy(() -> read.putFloat(0, 2)).isInstanceOf(ReadOnlyBufferException.class);
    }
  }

  @Test
  void partsThatItHasNot_areRefused_andAllOnceItIsClosed() throws IOException {
    try (FileChannel file = file()) {
      MappedFile mapped = MappedFile.of(file, MapMode.READ_WRITE, 100);
      assertThatThrownBy(() -> mapped.buffer(91, 10)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> mapped.buffer(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
      mapped.close();
      mapped.close();
      assertThatThrownBy(() -> mapped.buffer(0, 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("MappedFile: expected an open one");
    }
  }
}

package io.kindling.distributed.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.backend.BackendProvider;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeCacheTest {
  private static final String LOADER = "org.bytedeco.javacpp.cachedir";

  @TempDir Path local;

  private final @Nullable String loader = System.getProperty(LOADER);
  private final @Nullable String named = System.getProperty(BackendProvider.NATIVE_CACHE);

  @AfterEach
  void restore() {
    set(LOADER, loader);
    set(BackendProvider.NATIVE_CACHE, named);
  }

  private static void set(String property, @Nullable String value) {
    if (value == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, value);
    }
  }

  @Test
  void itIsInSparksLocalDirectory() {
    set(LOADER, null);
    set(BackendProvider.NATIVE_CACHE, null);
    NativeCache.place(local);
    assertThat(System.getProperty(LOADER)).isEqualTo(local.resolve("kindling-native").toString());
  }

  @Test
  void theOneThatIsNamed_isLeftToTheBackend() {
    set(LOADER, null);
    set(BackendProvider.NATIVE_CACHE, "/a/volume");
    NativeCache.place(local);
    assertThat(System.getProperty(LOADER)).isNull();
  }

  @Test
  void theLoadersOwnSetting_stays() {
    set(LOADER, "/own");
    set(BackendProvider.NATIVE_CACHE, null);
    NativeCache.place(local);
    assertThat(System.getProperty(LOADER)).isEqualTo("/own");
  }
}

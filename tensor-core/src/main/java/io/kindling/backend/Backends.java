package io.kindling.backend;

import io.kindling.backend.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens backends by the name that users give: {@value #AUTO}, or the name of a backend on the class
 * path ({@code onednn}, {@code reference}).
 *
 * <p>{@value #AUTO} opens the first backend beside the reference; where none is on the class path,
 * or none was built for this platform, it opens the reference and says so. A backend that should
 * work here and does not is a warning with the loader's own words, and the reference too. Each
 * object says so once, so a process keeps one.
 */
public final class Backends {
  /** The name that leaves the choice to us. */
  public static final String AUTO = "auto";

  private static final Logger LOG = LoggerFactory.getLogger(Backends.class);

  private final List<BackendProvider> providers;
  private final List<String> broken;
  private final AtomicBoolean said = new AtomicBoolean();

  private Backends(List<BackendProvider> providers, List<String> broken) {
    this.providers = List.copyOf(providers);
    this.broken = List.copyOf(broken);
  }

  /** Returns the backends on the class path. */
  public static Backends find() {
    List<BackendProvider> found = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    ServiceLoader.load(BackendProvider.class, BackendProvider.class.getClassLoader()).stream()
        .forEach(
            provider -> {
              try {
                found.add(provider.get());
              } catch (ServiceConfigurationError e) {
                broken.add(withCauses(e));
              }
            });
    return new Backends(found, broken);
  }

  /** Returns the choice among these providers. */
  public static Backends of(List<BackendProvider> providers) {
    return new Backends(providers, List.of());
  }

  /** Returns the names that {@link #open} knows. */
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(AUTO));
    providers.forEach(provider -> names.add(provider.name()));
    return names;
  }

  /**
   * Opens a backend.
   *
   * @param threads the number of threads of every plan, 1 or more
   * @throws IllegalArgumentException when no backend on the class path has this name
   * @throws NativeException when the named backend cannot be loaded, with the loader's own message
   */
  public Backend open(String name, int threads) {
    if (name.equals(AUTO)) {
      return automatic(threads);
    }
    for (BackendProvider provider : providers) {
      if (provider.name().equals(name)) {
        refuseUnsupported(provider);
        return provider.open(threads);
      }
    }
    throw new IllegalArgumentException(
        "Backend: expected one of "
            + names()
            + ", got \""
            + name
            + "\". Put its module on the class path, or choose another."
            + (broken.isEmpty() ? "" : " Could not be read: " + broken + "."));
  }

  private static void refuseUnsupported(BackendProvider provider) {
    Optional<String> reason = provider.unsupported();
    if (reason.isPresent()) {
      throw new NativeException(reason.get());
    }
  }

  private Backend automatic(int threads) {
    String reason = "no native backend is on the class path";
    for (BackendProvider provider : providers) {
      if (provider.name().equals(ReferenceBackend.NAME)) {
        continue;
      }
      if (provider.unsupported().isPresent()) {
        reason = provider.unsupported().get();
        continue;
      }
      try {
        return provider.open(threads);
      } catch (NativeException | LinkageError e) {
        warn(provider.name(), e);
        return new ReferenceBackend();
      }
    }
    if (!said.getAndSet(true)) {
      LOG.warn(
          "Backend auto: computing in plain Java, many times slower, because {}",
          broken.isEmpty() ? reason : broken);
    }
    return new ReferenceBackend();
  }

  private void warn(String name, Throwable failure) {
    if (!said.getAndSet(true)) {
      LOG.warn(
          "Backend auto: computing in plain Java, many times slower, because {} failed to load: {}",
          name,
          withCauses(failure));
    }
  }

  private static String withCauses(Throwable failure) {
    StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      text.append(" <- ").append(cause);
    }
    return text.toString();
  }
}

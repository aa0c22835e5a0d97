package io.kindling.ml.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A list of bounded length over an unbounded number of things: when it is full, every second one is
 * dropped, and from then on one of twice as many is kept. The last is always there.
 */
final class Thinned<T> {
  /** As many points as a chart can show. */
  static final int MOST = 500;

  private final List<T> kept = new ArrayList<>();
  private long seen;
  private long stride = 1;
  private @Nullable T last;

  void add(T thing) {
    last = thing;
    if (seen++ % stride != 0) {
      return;
    }
    if (kept.size() == MOST) {
      List<T> half = new ArrayList<>();
      for (int i = 0; i < kept.size(); i += 2) {
        half.add(kept.get(i));
      }
      kept.clear();
      kept.addAll(half);
      stride *= 2;
      if ((seen - 1) % stride != 0) {
        return;
      }
    }
    kept.add(thing);
  }

  List<T> list() {
    List<T> all = new ArrayList<>(kept);
    if (last != null && (kept.isEmpty() || kept.get(kept.size() - 1) != last)) {
      all.add(last);
    }
    return all;
  }

  Optional<T> last() {
    return Optional.ofNullable(last);
  }
}

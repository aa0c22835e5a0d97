package io.kindling.mkl;

import io.kindling.tensor.Arena;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Places of buffers, such that buffers that live at the same time do not overlap: the largest
 * first, each at the lowest offset that is free during its life, in the memory of an output that is
 * needed soonest after it or else in the plan's own.
 *
 * @param spots with offsets that are multiples of {@link Arena#ALIGNMENT} from address 0 on
 * @param bytes the size of the plan's own memory
 * @param lent the bytes that lie in outputs
 */
record ArenaPlanner(Map<Buffer, Spot> spots, long bytes, long lent) {
  /** Copies the map. */
  ArenaPlanner {
    spots = Map.copyOf(spots);
  }

  /** Places all buffers that steps use and that have no memory yet. */
  static ArenaPlanner place(Collection<Buffer> buffers, List<LentMemory> outputs) {
    List<Room> lent =
        outputs.stream().sorted(Comparator.comparingInt(LentMemory::until)).map(Room::of).toList();
    Room own = Room.own();
    List<Room> rooms = new ArrayList<>(lent);
    rooms.add(own);
    List<Buffer> largestFirst =
        buffers.stream()
            .filter(b -> b.isUsed() && b.external().isEmpty())
            .distinct()
            .sorted(
                Comparator.comparingLong((Buffer b) -> -b.bytes()).thenComparingInt(Buffer::first))
            .toList();
    Map<Buffer, Spot> spots = new HashMap<>();
    for (Buffer buffer : largestFirst) {
      spots.put(buffer, place(buffer, rooms));
    }
    return new ArenaPlanner(spots, own.end(), lent.stream().mapToLong(Room::end).sum());
  }

  private static Spot place(Buffer buffer, List<Room> rooms) {
    for (Room room : rooms) {
      Optional<Spot> spot = room.place(buffer);
      if (spot.isPresent()) {
        return spot.get();
      }
    }
    throw new IllegalStateException(
        "ArenaPlanner: expected room for every buffer, got none for " + buffer.bytes() + " bytes.");
  }
}

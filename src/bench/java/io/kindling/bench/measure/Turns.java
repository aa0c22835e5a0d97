package io.kindling.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets contenders take turns, so that what changes on the machine meets all of them alike.
 *
 * @param rounds undisturbed rounds that each shall have
 * @param seconds the length of a round
 */
public record Turns(int rounds, double seconds) {
  /** The turns for each round that is wanted, after which a machine counts as never quiet. */
  public static final int PATIENCE = 3;

  /** Starts all, runs them in turns, and closes all; one that fails drops out. */
  public List<Tally> run(List<? extends Contender> contenders) {
    List<Tally> tallies = new ArrayList<>();
    try {
      for (Contender contender : contenders) {
        tallies.add(start(contender));
      }
      for (int turn = 0; turn < rounds * PATIENCE; turn++) {
        for (int i = 0; i < contenders.size(); i++) {
          if (!tallies.get(i).complete()) {
            tallies.set(i, turn(contenders.get(i), tallies.get(i)));
          }
        }
      }
    } finally {
      contenders.forEach(Contender::close);
    }
    return List.copyOf(tallies);
  }

  private Tally start(Contender contender) {
    Optional<String> failure = Optional.empty();
    try {
      contender.start();
    } catch (ContenderException e) {
      failure = dropOut(contender, e);
    }
    return new Tally(contender.name(), rounds, List.of(), failure);
  }

  /** One that still works on what nobody waits for would disturb the others. */
  private static Optional<String> dropOut(Contender contender, ContenderException e) {
    contender.close();
    return Optional.of(String.valueOf(e.getMessage()));
  }

  private Tally turn(Contender contender, Tally before) {
    List<Round> done = new ArrayList<>(before.rounds());
    Optional<String> failure = Optional.empty();
    try {
      done.add(contender.round(seconds));
    } catch (ContenderException e) {
      failure = dropOut(contender, e);
    }
    return new Tally(before.contender(), rounds, done, failure);
  }
}

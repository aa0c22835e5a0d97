package io.kindling.bench;

import java.util.Optional;
import java.util.stream.Stream;

/** The options that every benchmark takes. */
enum Option {
  JSON("--json", "FILE", "write the rows to a file too"),
  THREADS("--threads", "N", "threads of each contender (default: all cores)"),
  ROUNDS("--rounds", "N", "undisturbed rounds of each contender (default: 7)"),
  SECONDS("--seconds", "S", "length of a round (default: 2)"),
  BATCH("--batch", "N", "of several batch sizes measure only this one (score)"),
  ROWS("--rows", "N", "rows of the data set that is made (pipeline, transform)"),
  SEEDS("--seeds", "N", "trainings of each contender, from seed 1 on (accuracy; default: 3)"),
  PYTHON("--python", "FILE", "the Python that has torch (default: $KINDLING_PYTHON, or python3)"),
  DATA("--data", "DIR", "the folder of mnist and cifar10 (accuracy, perceptron)"),
  PRECISION(
      "--precision",
      "NAME",
      "float32 (default) or bfloat16 (bf16), ours and the peer's (train, score)"),
  PEERS(
      "--peers",
      "LIST",
      "further peers of train: dl4j,samediff,bigdl,libtorch or none (default: all)"),
  PROFILE("--profile", "", "print the plan and where the time of a step goes, instead of rows");

  private final String flag;
  private final String value;
  private final String help;

  Option(String flag, String value, String help) {
    this.flag = flag;
    this.value = value;
    this.help = help;
  }

  static Optional<Option> of(String argument) {
    return Stream.of(values()).filter(option -> option.flag.equals(argument)).findFirst();
  }

  boolean takesValue() {
    return !value.isEmpty();
  }

  String flag() {
    return flag;
  }

  String help() {
    return help;
  }

  String synopsis() {
    return takesValue() ? flag + " " + value : flag;
  }
}

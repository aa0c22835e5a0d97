package io.kindling.contract;

import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What independent software computed for one case.
 *
 * @param received the gradient that flowed into output 0; empty where gradients were not taken
 * @param gradients what flowed out, by input
 */
public record Golden(
    List<Tensor> inputs,
    List<Tensor> outputs,
    List<Tensor> received,
    Map<Integer, Tensor> gradients) {

  /** Reads the cases of a resource of this class. */
  public static Map<String, Golden> read(String resource) {
    Map<String, Golden> cases = new LinkedHashMap<>();
    InputStream stream =
        Objects.requireNonNull(Golden.class.getResourceAsStream(resource), resource);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      Golden current = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("case ")) {
          current =
              new Golden(
                  new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
          cases.put(line.substring("case ".length()), current);
        } else {
          Objects.requireNonNull(current).add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  private void add(String line) {
    String[] sides = line.split(" :", 2);
    String[] words = sides[0].split(" ");
    Tensor tensor = tensor(words[words.length - 2], words[words.length - 1], sides[1].strip());
    switch (words[0]) {
      case "input" -> inputs.add(tensor);
      case "output" -> outputs.add(tensor);
      case "received" -> received.add(tensor);
      case "gradient" -> gradients.put(Integer.parseInt(words[1]), tensor);
      default -> throw new IllegalArgumentException(line);
    }
  }

  private static Tensor tensor(String type, String dims, String elements) {
    Shape shape =
        dims.equals("-")
            ? Shape.scalar()
            : Shape.of(Arrays.stream(dims.split(",")).mapToLong(Long::parseLong).toArray());
    Tensor tensor = Tensor.zeros(DataType.valueOf(type), shape);
    String[] numbers = elements.isEmpty() ? new String[0] : elements.split(" ");
    if (numbers.length != tensor.size()) {
      throw new IllegalArgumentException(type + " " + dims + " with " + numbers.length);
    }
    for (int i = 0; i < numbers.length; i++) {
      if (tensor.type().isFloating()) {
        tensor.setDouble(i, number(numbers[i]));
      } else {
        tensor.setLong(i, Long.parseLong(numbers[i]));
      }
    }
    return tensor;
  }

  private static double number(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }
}

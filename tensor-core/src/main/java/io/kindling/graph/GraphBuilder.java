package io.kindling.graph;

import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds a {@link Graph} node by node; every node is checked when it is added. */
public final class GraphBuilder implements Operations {
  private final String name;
  private final List<Value> inputs = new ArrayList<>();
  private final Map<String, Value> outputs = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Constant> constants = new ArrayList<>();
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Set<String> nodeNames = new HashSet<>();
  private final List<String> scopes = new ArrayList<>();

  private GraphBuilder(String name) {
    this.name = name;
  }

  /** Returns a builder of an empty graph. */
  public static GraphBuilder named(String name) {
    return new GraphBuilder(name);
  }

  /** Adds an input of the graph. */
  public Value input(String inputName, Type type) {
    Value value = define(inputName, type);
    inputs.add(value);
    return value;
  }

  /** Adds weights that are trained, named within the open {@link #scope scopes}. */
  public Value parameter(String parameterName, Shape shape, Initializer initializer) {
    Value value = define(qualified(parameterName), new Type(DataType.FLOAT32, shape));
    return add(new Parameter(value, Parameter.Role.TRAINABLE, initializer));
  }

  /** Adds state that training assigns, named within the open {@link #scope scopes}. */
  public Value state(String parameterName, Shape shape, Initializer initializer) {
    Value value = define(qualified(parameterName), new Type(DataType.FLOAT32, shape));
    return add(new Parameter(value, Parameter.Role.STATE, initializer));
  }

  /** Adds a parameter as it stands in another graph, under its own name. */
  public Value parameter(Parameter parameter) {
    define(parameter.name(), parameter.value().type());
    return add(parameter);
  }

  private Value add(Parameter parameter) {
    parameters.add(parameter);
    return parameter.value();
  }

  /** Adds a constant, which must not be written afterwards. */
  public Value constant(Tensor tensor) {
    return constant(unused("constant"), tensor);
  }

  /** Adds a constant under a name. */
  public Value constant(String constantName, Tensor tensor) {
    Value value = define(constantName, new Type(tensor.type(), tensor.shape()));
    constants.add(new Constant(value, tensor));
    return value;
  }

  @Override
  public Value scalar(double value) {
    return constant(Tensor.scalar((float) value));
  }

  @Override
  public Value apply(Op op, Value... operands) {
    List<Value> results = applyAll(op, List.of(operands));
    if (results.size() != 1) {
      throw new IllegalArgumentException(
          op.type() + ": expected one output, got " + results.size() + ". Use applyAll.");
    }
    return results.get(0);
  }

  /** Adds a node and returns all its outputs. */
  public List<Value> applyAll(Op op, List<Value> operands) {
    return applyAll(unused(qualified(op.type())), op, operands);
  }

  /**
   * Adds a node under a name and returns all its outputs, named after it.
   *
   * @throws IllegalArgumentException when the operands do not fit the operator or are unknown here
   */
  public List<Value> applyAll(String nodeName, Op op, List<Value> operands) {
    for (Value operand : operands) {
      if (!operand.equals(values.get(operand.name()))) {
        throw new IllegalArgumentException(
            nodeName
                + ": expected values of graph "
                + name
                + ", got "
                + operand
                + ". Add it to this builder first.");
      }
    }
    List<Type> types;
    try {
      types = op.infer(operands.stream().map(Value::type).toList());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(named(op, nodeName, e), e);
    }
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      results.add(define(unused(i == 0 ? nodeName : nodeName + "." + i), types.get(i)));
    }
    nodeNames.add(nodeName);
    nodes.add(new Node(nodeName, op, operands, results));
    return results;
  }

  private static String named(Op op, String nodeName, IllegalArgumentException e) {
    String message = String.valueOf(e.getMessage());
    String prefix = op.type() + ":";
    return message.startsWith(prefix) && !nodeName.equals(op.type())
        ? op.type() + " \"" + nodeName + "\":" + message.substring(prefix.length())
        : message;
  }

  /** Opens a scope: names of parameters and nodes get the prefix {@code scopeName + "."}. */
  public Scope scope(String scopeName) {
    scopes.add(scopeName);
    return () -> scopes.remove(scopes.size() - 1);
  }

  /** Names a value as an output of the graph. */
  public void output(String outputName, Value value) {
    if (outputs.putIfAbsent(outputName, value) != null) {
      throw new IllegalArgumentException(
          "Graph "
              + name
              + ": expected one output of a name, got a second \""
              + outputName
              + "\". Rename it.");
    }
  }

  /** Returns the graph built so far. */
  public Graph build() {
    return new Graph(name, inputs, outputs, nodes, parameters, constants);
  }

  /** Returns the nodes added so far, in order. */
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  private Value define(String valueName, Type type) {
    Value value = new Value(valueName, type);
    if (values.putIfAbsent(valueName, value) != null) {
      throw new IllegalArgumentException(
          "Graph "
              + name
              + ": expected one value of a name, got a second \""
              + valueName
              + "\". Rename it.");
    }
    return value;
  }

  private String qualified(String plainName) {
    return scopes.isEmpty() ? plainName : String.join(".", scopes) + "." + plainName;
  }

  private String unused(String wanted) {
    String candidate = wanted;
    for (int i = 1; values.containsKey(candidate) || nodeNames.contains(candidate); i++) {
      candidate = wanted + "_" + i;
    }
    return candidate;
  }

  /** An open naming scope. */
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }
}

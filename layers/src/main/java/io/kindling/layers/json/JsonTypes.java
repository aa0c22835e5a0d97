package io.kindling.layers.json;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The records that may be written to and read from JSON: an immutable allow-list.
 *
 * <p>A record stands in JSON as an object whose {@code "type"} is its name here. Two records may
 * share a name when no place accepts both, as an initializer and a schedule.
 */
public final class JsonTypes {
  /** The field that names the type of an object. */
  static final String TYPE = "type";

  private static final JsonTypes NONE = new JsonTypes(List.of());

  private final List<Entry> entries;

  private JsonTypes(List<Entry> entries) {
    this.entries = entries;
  }

  /** Returns an empty list. */
  public static JsonTypes none() {
    return NONE;
  }

  /** Returns these types and one under its simple class name, whose components are all required. */
  public JsonTypes with(Class<? extends Record> type) {
    return with(type.getSimpleName(), type);
  }

  /** Returns these types and one under a name, whose components are all required. */
  public JsonTypes with(String name, Class<? extends Record> type) {
    return with(new Entry(name, type, Optional.empty(), Set.of()));
  }

  /**
   * Returns these types and one under its simple class name, whose components may be absent but for
   * the required ones.
   *
   * @param defaults a record as its {@code of(...)} makes it, which absent components are taken
   *     from
   * @param required names of the components that {@code of(...)} takes
   * @throws IllegalArgumentException when the record has no such component
   */
  public JsonTypes with(Record defaults, String... required) {
    return with(defaults.getClass().getSimpleName(), defaults, required);
  }

  /** Returns these types and one under a name, as {@link #with(Record, String...)}. */
  public JsonTypes with(String name, Record defaults, String... required) {
    return with(new Entry(name, defaults.getClass(), Optional.of(defaults), Set.of(required)));
  }

  /** Returns these types and others. */
  public JsonTypes and(JsonTypes others) {
    JsonTypes all = this;
    for (Entry entry : others.entries) {
      all = all.with(entry);
    }
    return all;
  }

  private JsonTypes with(Entry entry) {
    Optional<Entry> present = entry(entry.type());
    if (present.isPresent() && !present.get().name().equals(entry.name())) {
      throw new IllegalArgumentException(
          "JsonTypes: expected one name for "
              + entry.type().getName()
              + ", got \""
              + present.get().name()
              + "\" and \""
              + entry.name()
              + "\". Register it once.");
    }
    if (present.isPresent()) {
      return this;
    }
    List<Entry> more = new ArrayList<>(entries);
    more.add(entry);
    return new JsonTypes(List.copyOf(more));
  }

  /** Returns the classes in the order in which they were added. */
  public List<Class<? extends Record>> classes() {
    return entries.stream().<Class<? extends Record>>map(Entry::type).toList();
  }

  /** Returns the names of the types that fit where {@code expected} is declared, sorted. */
  public List<String> names(Class<?> expected) {
    return entries.stream()
        .filter(e -> expected.isAssignableFrom(e.type()))
        .map(Entry::name)
        .sorted()
        .toList();
  }

  /** Returns how a class is registered. */
  Optional<Entry> entry(Class<?> type) {
    return entries.stream().filter(e -> e.type().equals(type)).findFirst();
  }

  /** Returns the types of a name that fit where {@code expected} is declared. */
  List<Entry> entries(String name, Class<?> expected) {
    return entries.stream()
        .filter(e -> e.name().equals(name) && expected.isAssignableFrom(e.type()))
        .toList();
  }

  /**
   * One allowed record.
   *
   * @param defaults what absent components are taken from
   * @param required components that have no default
   */
  record Entry(
      String name, Class<? extends Record> type, Optional<Record> defaults, Set<String> required) {
    Entry {
      List<String> components =
          Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
      if (!components.containsAll(required) || components.contains(TYPE)) {
        throw new IllegalArgumentException(
            "JsonTypes: expected components of "
                + type.getSimpleName()
                + " "
                + components
                + " other than \"type\", got "
                + required
                + ". Check the names.");
      }
    }

    /** Returns the record that gives a component its default, if it has one. */
    Optional<Record> defaults(String component) {
      return defaults.filter(d -> !required.contains(component));
    }
  }
}

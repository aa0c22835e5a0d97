package io.kindling.layers.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ServiceLoader;

/**
 * Writes records to JSON and reads them back: {@code {"type": "Dense", "units": 10}}.
 *
 * <p>Components are numbers, booleans, strings, enums, {@link io.kindling.tensor.Shape shapes},
 * records, interfaces that allowed records implement, and {@link java.util.List} and {@link
 * java.util.Optional} of these. All components are written; on reading, those that have a default
 * may be absent. Nothing is created but records of the {@link JsonTypes allow-list}, through their
 * constructors, and documents are limited in size and depth.
 */
public final class JsonCodec {
  /** The most characters of a document. */
  public static final int LONGEST_DOCUMENT = 64 << 20;

  /** The deepest nesting of objects and arrays. */
  public static final int DEEPEST = 100;

  private final JsonTypes types;
  private final ObjectMapper mapper;

  private JsonCodec(JsonTypes types) {
    this.types = types;
    this.mapper = mapper();
  }

  private static ObjectMapper mapper() {
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxDocumentLength(LONGEST_DOCUMENT)
            .maxStringLength(LONGEST_DOCUMENT)
            .maxNestingDepth(DEEPEST)
            .maxNumberLength(100)
            .maxNameLength(1000)
            .build();
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(limits)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  /** Returns a codec for these types. */
  public static JsonCodec of(JsonTypes types) {
    return new JsonCodec(types);
  }

  /**
   * Returns a codec for Kindling's own types and those of every {@link JsonTypesProvider} on the
   * class path (of this class and of the thread's context class loader).
   */
  public static JsonCodec standard() {
    JsonTypes types = provided(JsonCodec.class.getClassLoader());
    return of(types.and(provided(Thread.currentThread().getContextClassLoader())));
  }

  private static JsonTypes provided(ClassLoader loader) {
    JsonTypes types = JsonTypes.none();
    for (JsonTypesProvider provider : ServiceLoader.load(JsonTypesProvider.class, loader)) {
      types = types.and(provider.types());
    }
    return types;
  }

  /** Returns this codec with further types, as those of a notebook. */
  public JsonCodec with(JsonTypes more) {
    return of(types.and(more));
  }

  /** Returns the types that this codec allows. */
  public JsonTypes types() {
    return types;
  }

  /**
   * Returns a record as JSON on one line.
   *
   * @throws IllegalArgumentException when it holds a type that is not allowed or a number that JSON
   *     cannot express
   */
  public String toJson(Object value) {
    return new JsonWriter(types).write(value, value.getClass(), "$").toString();
  }

  /**
   * Returns the value that a document describes.
   *
   * @param expected the record, or an interface of the record, that is wanted
   * @throws IllegalArgumentException when the document is malformed, too big, names an unknown type
   *     or field, lacks one, or holds a value that does not fit; the message names its path
   */
  public <T> T fromJson(String json, Class<T> expected) {
    if (json.length() > LONGEST_DOCUMENT) {
      throw new IllegalArgumentException(
          "JSON: expected at most "
              + LONGEST_DOCUMENT
              + " characters, got "
              + json.length()
              + ". Check that this is a description and not a model file.");
    }
    JsonNode tree;
    try {
      tree = mapper.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "JSON: expected a well-formed document, got \""
              + JsonFault.shortened(json)
              + "\": "
              + e.getOriginalMessage()
              + ". Mend it"
              + (e.getLocation() == null
                  ? "."
                  : " at line "
                      + e.getLocation().getLineNr()
                      + ", column "
                      + e.getLocation().getColumnNr()
                      + "."),
          e);
    }
    return expected.cast(new JsonReader(types).read(tree, expected, "$"));
  }
}

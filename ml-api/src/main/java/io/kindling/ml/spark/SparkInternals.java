package io.kindling.ml.spark;

import com.codahale.metrics.MetricRegistry;
import io.kindling.layers.format.ModelFormatException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.metrics.source.Source;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.scheduler.SparkListenerInterface;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.ui.SparkUI;
import org.apache.spark.ui.SparkUITab;
import org.apache.spark.ui.UIUtils;
import org.apache.spark.ui.WebUIPage;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction0;
import scala.xml.Node;
import scala.xml.Unparsed;

/**
 * All calls to what Spark keeps to itself ({@code private[spark]} in Scala), so that a new version
 * of Spark breaks one file.
 */
public final class SparkInternals {
  private SparkInternals() {}

  /** Returns the listener of a class that hangs on an application's bus. */
  public static <T extends SparkListenerInterface> Optional<T> listener(
      SparkContext context, Class<T> type) {
    Seq<T> found = context.listenerBus().findListenersByClass(ClassTag.apply(type));
    return found.isEmpty() ? Optional.empty() : Optional.of(found.head());
  }

  /** Adds gauges to the driver's metrics system; those that come and go later do so there too. */
  public static void addSource(SparkContext context, String name, MetricRegistry gauges) {
    context.env().metricsSystem().registerSource(new NamedSource(name, gauges));
  }

  private record NamedSource(String sourceName, MetricRegistry metricRegistry) implements Source {}

  /** What a browser asks for. */
  public interface Request {
    /** Returns a parameter of the address. */
    Optional<String> parameter(String name);

    /** Returns the address of another page of Spark's. */
    String path(String page);
  }

  /**
   * A page.
   *
   * @param title as text
   * @param body as HTML
   */
  public record Html(String title, String body) {}

  /**
   * Adds a tab to an application's web interface; does nothing where it has none.
   *
   * @param folder where its pages are
   * @param pages by address below the folder
   */
  public static void addTab(
      SparkContext context,
      String name,
      String folder,
      Map<String, Function<Request, Html>> pages) {
    Option<SparkUI> ui = context.ui();
    if (ui.isDefined()) {
      Tab tab = new Tab(ui.get(), name, folder);
      pages.forEach((address, page) -> tab.attachPage(new Page(tab, address, page)));
      ui.get().attachTab(tab);
    }
  }

  private static final class Tab extends SparkUITab {
    private final String title;

    Tab(SparkUI parent, String title, String folder) {
      super(parent, folder);
      this.title = title;
    }

    @Override
    public String name() {
      return title;
    }
  }

  private static final class Page extends WebUIPage {
    private final Tab tab;
    private final Function<Request, Html> content;

    Page(Tab tab, String address, Function<Request, Html> content) {
      super(address);
      this.tab = tab;
      this.content = content;
    }

    @Override
    public Seq<Node> render(HttpServletRequest request) {
      Html html = content.apply(new Asked(tab, request));
      Seq<Node> body =
          CollectionConverters.<Node>asScala(List.of(new Unparsed(html.body()))).toSeq();
      AbstractFunction0<Seq<Node>> later =
          new AbstractFunction0<>() {
            @Override
            public Seq<Node> apply() {
              return body;
            }
          };
      return frame(request, html.title(), later, tab, Option.empty());
    }
  }

  /**
   * Calls {@code UIUtils.headerSparkPage} with the defaults of all that follows the given: Spark
   * 4.3 has one parameter more than the earlier ones.
   */
  @SuppressWarnings("unchecked")
  private static Seq<Node> frame(Object... given) {
    String name = "headerSparkPage";
    try {
      Method method =
          Arrays.stream(UIUtils.class.getMethods())
              .filter(each -> each.getName().equals(name))
              .findFirst()
              .orElseThrow(() -> new NoSuchMethodException("UIUtils." + name));
      Object[] all = Arrays.copyOf(given, method.getParameterCount());
      for (int i = given.length; i < all.length; i++) {
        all[i] = UIUtils.class.getMethod(name + "$default$" + (i + 1)).invoke(null);
      }
      return (Seq<Node>) method.invoke(null, all);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "Spark's web interface: expected a page's frame as in Spark 4.0 to 4.3, got " + e, e);
    }
  }

  private record Asked(Tab tab, HttpServletRequest request) implements Request {
    @Override
    public Optional<String> parameter(String name) {
      return Optional.ofNullable(request.getParameter(name));
    }

    @Override
    public String path(String page) {
      return UIUtils.prependBaseUri(request, tab.basePath(), "/" + page);
    }
  }

  /** Writes a stage's class, uid and params as {@code metadata} in a folder. */
  public static void saveMetadata(Params stage, String path, SparkSession session) {
    DefaultParamsWriter.saveMetadata(stage, path, session);
  }

  /**
   * Reads what {@link #saveMetadata} wrote.
   *
   * @throws IllegalArgumentException when it is that of another class
   * @throws ModelFormatException when it is damaged
   */
  public static Metadata loadMetadata(String path, SparkSession session, Class<?> stage) {
    try {
      return new Metadata(DefaultParamsReader.loadMetadata(path, session, stage.getName()));
    } catch (Exception e) {
      // Spark's reader takes the first line and the parts of its JSON unseen; what it throws is
      // not declared.
      if (e instanceof IOException || e instanceof NoSuchElementException) {
        throw ModelFormatException.malformed(
            path + "/metadata",
            "expected the description of a saved stage, got one that cannot be read ("
                + e.getMessage()
                + "). The file is damaged; save the stage again.",
            e);
      }
      throw e;
    }
  }

  /** The stored description of a stage. */
  public static final class Metadata {
    private final DefaultParamsReader.Metadata metadata;

    private Metadata(DefaultParamsReader.Metadata metadata) {
      this.metadata = metadata;
    }

    /** Returns the stage's uid. */
    public String uid() {
      return metadata.uid();
    }

    /** Sets the params and defaults of a stage as they were stored. */
    public <T extends Params> T apply(T stage) {
      metadata.getAndSetParams(stage, metadata.getAndSetParams$default$2());
      return stage;
    }
  }
}

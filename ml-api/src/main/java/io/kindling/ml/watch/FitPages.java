package io.kindling.ml.watch;

import static io.kindling.ml.plot.Markup.escape;

import io.kindling.ml.plot.Curve;
import io.kindling.ml.plot.LineChart;
import io.kindling.ml.spark.SparkInternals;
import io.kindling.training.TrainingEvent;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The pages of fits in Spark's web interface: plain HTML and SVG, which need nothing from
 * elsewhere. All that users have named is escaped.
 */
final class FitPages {
  /** Where the pages are. */
  static final String FOLDER = "deep-learning";

  /** The page of one fit. */
  static final String FIT = "fit";

  private static final String TABLE =
      "<table class=\"table table-bordered table-hover table-sm table-striped\""
          + " style=\"width:auto\">";
  private static final String LIVE = "<meta http-equiv=\"refresh\" content=\"2\"/>";

  private final Board board;

  FitPages(Board board) {
    this.board = board;
  }

  /** Returns the list of all fits. */
  SparkInternals.Html all(SparkInternals.Request request) {
    List<RunHistory> fits = board.fits();
    StringBuilder html = new StringBuilder();
    if (fits.isEmpty()) {
      return new SparkInternals.Html("Deep Learning", "<p>No fit yet.</p>");
    }
    if (fits.stream().anyMatch(fit -> fit.state() == RunHistory.State.RUNNING)) {
      html.append(LIVE);
    }
    List<List<String>> rows = new ArrayList<>();
    for (RunHistory fit : fits) {
      RunInfo info = fit.info();
      String link =
          "<a href=\"%s/?id=%d\">%s</a>"
              .formatted(
                  escape(request.path(FOLDER + "/" + FIT)), fit.number(), escape(info.name()));
      rows.add(
          List.of(
              link,
              escape(info.stage()),
              badge(fit.state()),
              date(info.began()),
              Figures.time(fit.seconds()),
              progress(fit),
              escape(latest(fit)),
              escape(fit.ending())));
    }
    List<String> head =
        List.of("Run", "Stage", "State", "Began", "Time", "Epochs", "Latest", "Reason");
    html.append(table(head, rows));
    return new SparkInternals.Html("Deep Learning", html.toString());
  }

  /** Returns the page of the fit that the request names. */
  SparkInternals.Html one(SparkInternals.Request request) {
    // Not by its name: Spark changes signs of the parameters that it hands on.
    String number = request.parameter("id").orElse("");
    Optional<RunHistory> found = board.find(number);
    if (found.isEmpty()) {
      String text = "<p>No fit \"" + escape(number) + "\" here, or no longer.</p>";
      return new SparkInternals.Html("Deep Learning", text);
    }
    RunHistory fit = found.get();
    StringBuilder html = new StringBuilder();
    if (fit.state() == RunHistory.State.RUNNING) {
      html.append(LIVE);
    }
    html.append("<p>").append(badge(fit.state())).append(' ').append(escape(headline(fit)));
    html.append("</p>");
    fit.notes().forEach(n -> html.append("<p class=\"text-danger\">" + escape(n) + "</p>"));
    charts(fit).forEach(chart -> html.append(figure(chart.draw().toSvg())));
    html.append(WorkerTable.of(fit));
    html.append("<h4>Network</h4>").append(network(fit.info()));
    html.append("<h4>Params</h4>");
    html.append(
        table(
            List.of("Param", "Value"),
            fit.info().params().entrySet().stream()
                .map(param -> List.of(escape(param.getKey()), code(param.getValue())))
                .toList()));
    return new SparkInternals.Html("Fit " + fit.info().name(), html.toString());
  }

  private static String network(RunInfo info) {
    List<List<String>> rows =
        info.network().rows().stream()
            .map(row -> row.stream().map(cell -> escape(cell)).toList())
            .toList();
    return table(rows.get(0), rows.subList(1, rows.size()));
  }

  private static String headline(RunHistory fit) {
    String where =
        fit.info().stage() + " " + fit.info().uid() + ", began " + date(fit.info().began());
    String size =
        fit.started()
            .map(
                s ->
                    ", %d worker%s, %,d rows, %,d steps an epoch"
                        .formatted(
                            s.workers(), s.workers() == 1 ? "" : "s", s.rows(), s.stepsPerEpoch()))
            .orElse(", waiting for workers");
    String end = fit.ending().isEmpty() ? "" : ": " + fit.ending();
    return where + size + ", " + Figures.time(fit.seconds()) + end;
  }

  /** Returns a chart for the loss and one for each metric, over steps. */
  private static List<LineChart> charts(RunHistory fit) {
    long perEpoch = fit.started().map(TrainingEvent.Started::stepsPerEpoch).orElse(1L);
    List<TrainingEvent.StepFinished> steps = fit.finishedSteps();
    List<TrainingEvent.EpochFinished> epochs = fit.finishedEpochs();
    TreeSet<String> names = new TreeSet<>();
    steps.forEach(step -> names.addAll(step.metrics().keySet()));
    epochs.forEach(epoch -> names.addAll(epoch.metrics().keySet()));
    names.removeIf(name -> name.startsWith("validation_"));
    names.remove("loss");
    List<LineChart> charts = new ArrayList<>();
    List<String> shown = new ArrayList<>(List.of("loss"));
    shown.addAll(names);
    for (String name : shown) {
      List<Curve> curves = new ArrayList<>();
      boolean loss = name.equals("loss");
      List<Double> x = steps.stream().map(s -> s.step() + 1.0).toList();
      List<Double> y =
          steps.stream()
              .map(s -> loss ? (Double) s.loss() : s.metrics().getOrDefault(name, Double.NaN))
              .toList();
      add(curves, new Curve("steps", x, y, true));
      x = epochs.stream().map(e -> (e.epoch() + 1.0) * perEpoch).toList();
      y = epochs.stream().map(e -> loss ? e.loss() : value(e, name)).toList();
      add(curves, Curve.of("epochs", x, y));
      y = epochs.stream().map(e -> value(e, "validation_" + name)).toList();
      add(curves, Curve.of("validation", x, y));
      if (!curves.isEmpty()) {
        charts.add(new LineChart(name.replace('_', ' '), "step", curves));
      }
    }
    return charts;
  }

  private static double value(TrainingEvent.EpochFinished epoch, String name) {
    return epoch.metrics().getOrDefault(name, Double.NaN);
  }

  private static void add(List<Curve> curves, Curve curve) {
    if (curve.y().stream().anyMatch(Double::isFinite)) {
      curves.add(curve);
    }
  }

  private static String progress(RunHistory fit) {
    long done = fit.lastEpoch().map(e -> e.epoch() + 1).orElse(0L);
    return done + fit.started().map(s -> "/" + s.epochs()).orElse("");
  }

  private static String latest(RunHistory fit) {
    return fit.lastEpoch()
        .map(e -> "loss " + Figures.four(e.loss()) + Figures.metrics(e.metrics()))
        .or(() -> fit.lastStep().map(s -> "loss " + Figures.four(s.loss())))
        .orElse("");
  }

  static String figure(String svg) {
    return "<div style=\"display:inline-block;margin:4px\">" + svg + "</div>";
  }

  private static String badge(RunHistory.State state) {
    String color =
        switch (state) {
          case RUNNING -> "#0072b2";
          case FINISHED -> "#007a5a";
          case FAILED -> "#b03000";
        };
    return "<span style=\"color:#fff;border-radius:4px;padding:1px 6px;background:%s\">%s</span>"
        .formatted(color, state.text());
  }

  private static String code(String value) {
    String shown = value.length() > 300 ? value.substring(0, 300) + "..." : value;
    return "<code>" + escape(shown) + "</code>";
  }

  private static String date(long millis) {
    return new SimpleDateFormat("yyyy/MM/dd HH:mm:ss", Locale.ROOT).format(new Date(millis));
  }

  /** Returns a table whose cells are HTML. */
  static String table(List<String> head, List<List<String>> rows) {
    StringBuilder html = new StringBuilder(TABLE).append("<thead><tr>");
    head.forEach(cell -> html.append("<th>").append(cell).append("</th>"));
    html.append("</tr></thead><tbody>");
    for (List<String> row : rows) {
      html.append("<tr>");
      row.forEach(cell -> html.append("<td>").append(cell).append("</td>"));
      html.append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }
}

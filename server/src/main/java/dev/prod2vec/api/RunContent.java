package dev.prod2vec.api;

import dev.prod2vec.live.ServedRun;
import dev.prod2vec.page.Html;
import dev.prod2vec.report.RunReport;
import java.nio.file.Path;

/// Answers with files of a run and with its report.
final class RunContent {
  private RunContent() {}

  static String report(ServedRun run) {
    Html html = new Html();
    RunReport.writeFacts(
        run.facts()
            .orElseThrow(() ->
                new RefusedException(
                    404,
                    "%s is the folder of a model, not of a finished run: there is no report"
                        .formatted(run.id()))),
        html);
    return html.markup();
  }

  static Path file(ServedRun run, String name) {
    return run.file(name)
        .orElseThrow(() ->
            new RefusedException(
                404,
                "run %s has no file \"%s\"; %s/run lists its files"
                    .formatted(run.id(), Request.shown(name), Routes.ROOT)));
  }
}

package dev.prod2vec.quality;

import static dev.prod2vec.quality.Measured.none;
import static dev.prod2vec.quality.Severity.WARN;

import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import java.util.List;

/// Rules of which files were read.
final class FileRules {
  static final List<Rule<IngestReport>> ALL =
      List.of(
          new Rule<>(
              "empty-files",
              "Does every file have content?",
              WARN,
              (ingest, _) ->
                  none(ingest.finding(FindingKind.EMPTY_FILE), "files without any, among others")),
          new Rule<>(
              "table-format-folder",
              "Do all files count, with no log that says which of them are deleted?",
              WARN,
              (ingest, _) ->
                  none(
                      ingest.finding(FindingKind.TABLE_FOLDER),
                      "folders of Hudi tables; rows they have deleted may have been read")));

  private FileRules() {}
}

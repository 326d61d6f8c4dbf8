package dev.prod2vec.quality;

import static dev.prod2vec.quality.Measured.share;
import static dev.prod2vec.quality.Severity.ERROR;

import dev.prod2vec.prepared.IngestReport;
import java.util.List;

/// Rules of the groups of orders, for shops where these are known.
final class GroupRules {
  static final List<Rule<IngestReport>> ALL =
      List.of(
          new Rule<>(
              "missing-group",
              "Does every row say of which group it is?",
              ERROR,
              (ingest, bounds) ->
                  share(
                          bounds.maxMissingShare(),
                          ingest.groups().orElseThrow().ungrouped(),
                          ingest.rows().read() - ingest.rows().filtered(),
                          "rows")
                      .withAdvice(
                          "The key quality.max-missing-share allows some, which are in no group's"
                              + " run.")));

  private GroupRules() {}
}

package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.prepared.OrderGroups;
import dev.prod2vec.prepared.OrderGroups.Group;
import dev.prod2vec.setting.Nearest;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.text.HumanNumbers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The groups that rows are of.
final class GroupRows {
  /// Most groups. A column with more has customers or orders, not groups of them.
  static final int MOST = 1000;

  /// Groups that a message names.
  private static final int NAMED = 5;

  private GroupRows() {}

  /// The groups of `order_line`, by name; of more than allowed, one more than allowed.
  static List<Group> in(Database database) throws InterruptedException {
    return database
        .rows(
            """
            SELECT in_group, count(*), count(DISTINCT order_id || ' ' || file) FROM order_line
            WHERE in_group IS NOT NULL GROUP BY 1 ORDER BY 1 LIMIT %s\
            """
                .formatted(MOST + 1))
        .stream()
        .map(row -> new Group(row.get(0), Long.parseLong(row.get(1)), Long.parseLong(row.get(2))))
        .toList();
  }

  /// The groups of several files, the one with most orders first.
  static List<Group> merged(Collection<Group> groups) {
    Map<String, Group> byName = new TreeMap<>();
    groups.forEach(group -> byName.merge(group.name(), group, Group::and));
    List<Group> merged = new ArrayList<>(byName.values());
    merged.sort(Comparator.comparingLong(Group::orders).reversed());
    return merged;
  }

  /// The groups of all orders.
  ///
  /// @throws WrongUseException if there are too many
  static OrderGroups of(OrdersConfig config, OrderFacts facts) {
    if (facts.groups().size() > MOST) {
      throw new WrongUseException(
          "%s: column \"%s\" has more than %s values; a group is a shop, a region or a segment\nhint: name a column with fewer values"
              .formatted(OrderColumns.GROUP, config.groupColumn(), HumanNumbers.count(MOST)));
    }
    return new OrderGroups(config.groupColumn(), facts.ungrouped(), facts.groups());
  }

  /// Why no row is of the group that is asked for.
  static String none(OrdersConfig config, OrderFacts facts) {
    List<String> names = facts.groups().stream().map(Group::name).toList();
    return names.isEmpty()
        ? "no row has a value in column \"%s\" (%s)"
            .formatted(config.groupColumn(), OrderColumns.GROUP)
        : "none of the %s rows is of the group %s (orders.group)\nhint: column \"%s\" has %s"
            .formatted(
                HumanNumbers.count(facts.read()),
                Excerpt.value(config.group()),
                config.groupColumn(),
                String.join(
                    ", ",
                    Nearest.list(config.group(), names, NAMED).stream()
                        .map(Excerpt::value)
                        .toList()));
  }
}

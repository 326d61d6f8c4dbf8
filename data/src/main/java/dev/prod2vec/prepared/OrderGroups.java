package dev.prod2vec.prepared;

import java.util.List;

/// The groups of a shop's orders, in `ingest.json`.
///
/// @param column that has the group of a row
/// @param ungrouped rows without a group; among all orders, but in no group's run
/// @param groups the one with most orders first, equal ones by name
public record OrderGroups(String column, long ungrouped, List<Group> groups) {
  public OrderGroups {
    groups = List.copyOf(groups);
  }

  /// A group.
  ///
  /// @param rows that meet the filter
  /// @param orders distinct order ids of these rows, as they are written; an order of several files
  ///   counts once in each
  public record Group(String name, long rows, long orders) {
    /// Both as one, with the name of this one.
    public Group and(Group other) {
      return new Group(name, rows + other.rows, orders + other.orders);
    }
  }
}

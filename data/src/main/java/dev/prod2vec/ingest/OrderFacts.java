package dev.prod2vec.ingest;

import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.prepared.IngestReport.InputFile;
import dev.prod2vec.prepared.IngestReport.Role;
import dev.prod2vec.prepared.OrderGroups;
import dev.prod2vec.setting.WrongUseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What reading files of orders showed besides their rows. As JSON it travels between machines.
///
/// @param failure why a file could not be read; then the rest is empty
/// @param inputs the files, as the report describes them
/// @param read rows of the files
/// @param kept those that meet the filter
/// @param untimed those among them without a time, be it that orders have none
/// @param look what the lines of baskets look like; empty for rows
/// @param filters the files with a filter
/// @param mixed orders that may be several, of each file
/// @param unjoined rows that a joined file has no row for
/// @param unquantified kept rows without a quantity, be it that orders have none
/// @param unread texts that are no quantity, each with its rows
/// @param ungrouped kept rows without a group, be it that orders have none
/// @param groups of rows that meet the filter; with a group that is asked for, their orders are not
///   counted but for that one
record OrderFacts(
    Optional<Failure> failure,
    List<InputFile> inputs,
    long read,
    long kept,
    long untimed,
    LinesLook look,
    List<FilterLook> filters,
    List<MixedOrders> mixed,
    long unjoined,
    long unquantified,
    List<List<String>> unread,
    long ungrouped,
    List<OrderGroups.Group> groups) {
  private static final LinesLook NO_LINES = new LinesLook(List.of(), Map.of());

  /// @param wrongUse whether the config is wrong, rather than the file
  record Failure(boolean wrongUse, String message) {}

  static OrderFacts failed(WrongUseException e) {
    return failed(new Failure(true, String.valueOf(e.getMessage())));
  }

  static OrderFacts failed(InputException e) {
    return failed(new Failure(false, String.valueOf(e.getMessage())));
  }

  private static OrderFacts failed(Failure failure) {
    return new OrderFacts(
        Optional.of(failure),
        List.of(),
        0,
        0,
        0,
        NO_LINES,
        List.of(),
        List.of(),
        0,
        0,
        List.of(),
        0,
        List.of());
  }

  /// The facts of all files.
  ///
  /// @param files of each file, as [#json] gave them, in their order
  /// @throws WrongUseException if this is why the first file that could not be read failed
  /// @throws InputException likewise
  static OrderFacts merged(List<String> files) {
    List<OrderFacts> all =
        files.stream().map(json -> Json.parse(json, "orders", OrderFacts.class)).toList();
    for (OrderFacts facts : all) {
      if (facts.failure().isPresent()) {
        Failure failure = facts.failure().get();
        if (failure.wrongUse()) {
          throw new WrongUseException(failure.message());
        }
        throw new InputException(failure.message());
      }
    }
    return new OrderFacts(
        Optional.empty(),
        // Each machine that reads orders reads all joined files.
        Stream.concat(
                all.stream().flatMap(facts -> of(facts, Role.ORDERS)),
                all.stream().flatMap(facts -> of(facts, Role.JOINED_ORDERS)).distinct())
            .toList(),
        all.stream().mapToLong(OrderFacts::read).sum(),
        all.stream().mapToLong(OrderFacts::kept).sum(),
        all.stream().mapToLong(OrderFacts::untimed).sum(),
        LinesLook.merged(all.stream().map(OrderFacts::look).toList()),
        all.stream().flatMap(facts -> facts.filters().stream()).toList(),
        all.stream().flatMap(facts -> facts.mixed().stream()).toList(),
        all.stream().mapToLong(OrderFacts::unjoined).sum(),
        all.stream().mapToLong(OrderFacts::unquantified).sum(),
        all.stream().flatMap(facts -> facts.unread().stream()).toList(),
        all.stream().mapToLong(OrderFacts::ungrouped).sum(),
        GroupRows.merged(all.stream().flatMap(facts -> facts.groups().stream()).toList()));
  }

  private static Stream<InputFile> of(OrderFacts facts, Role role) {
    return facts.inputs().stream().filter(input -> input.role() == role);
  }

  String json() {
    return Json.line(this);
  }
}

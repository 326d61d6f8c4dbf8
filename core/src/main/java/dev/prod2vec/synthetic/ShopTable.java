package dev.prod2vec.synthetic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The curated table that shops are generated from: `shop.txt`, whose head explains its lines.
///
/// @param types in the order in which the missions first name them, so that the first few make a
///   small shop with whole missions
/// @param missions in the table's order
record ShopTable(List<ProductType> types, List<Mission> missions) {
  static final ShopTable INSTANCE = read();

  /// The missions of a shop that has the first `rows` types only. Recipes lose the other types;
  /// recipes with a single type and missions without a recipe are dropped.
  ///
  /// @param rows 2 or more
  List<Mission> missions(int rows) {
    return missions.stream()
        .map(mission ->
            new Mission(
                mission.weight(),
                mission.recipes().stream()
                    .map(recipe -> Arrays.stream(recipe).filter(row -> row < rows).toArray())
                    .filter(recipe -> recipe.length > 1)
                    .toList()))
        .filter(mission -> !mission.recipes().isEmpty())
        .toList();
  }

  private static ShopTable read() {
    Map<String, ProductType> types = new HashMap<>();
    Map<String, Integer> indexes = new LinkedHashMap<>();
    List<Mission> missions = new ArrayList<>();
    String department = "";
    String aisle = "";
    List<String> brands = List.of();
    List<String> sizes = List.of();
    for (String line : lines()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.strip().split(": ", 2);
      if (line.startsWith("department ")) {
        department = parts[0].substring("department ".length());
        brands = List.of(parts[1].split(", "));
      } else if (line.startsWith("aisle ")) {
        aisle = parts[0].substring("aisle ".length());
        sizes = List.of(parts[1].split(", "));
      } else if (line.startsWith("mission ")) {
        missions.add(new Mission(Double.parseDouble(line.split(" ", -1)[1]), new ArrayList<>()));
      } else if (missions.isEmpty()) {
        for (String name : line.strip().split(", ", -1)) {
          types.put(name, new ProductType(name, aisle, department, brands, sizes));
        }
      } else {
        int[] recipe =
            Arrays.stream(line.strip().split(" \\+ "))
                .mapToInt(name -> indexes.computeIfAbsent(name, _ -> indexes.size()))
                .toArray();
        missions.getLast().recipes().add(recipe);
      }
    }
    if (!types.keySet().equals(indexes.keySet())) {
      throw new AssertionError("shop.txt: the types of aisles and missions differ");
    }
    return new ShopTable(indexes.keySet().stream().map(types::get).toList(), missions);
  }

  private static List<String> lines() {
    try (InputStream stream = ShopTable.class.getResourceAsStream("shop.txt")) {
      if (stream == null) {
        throw new AssertionError("shop.txt is missing beside the class that reads it");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.prod2vec.synthetic;

import dev.prod2vec.random.AliasTable;
import dev.prod2vec.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Fills baskets from missions. An order is a function of the seed and its number. Immutable.
final class OrderGenerator {
  /// Probability that a recipe belongs to the mission that the order began with.
  private static final double SAME_MISSION = 0.65;

  /// Probability that another recipe follows.
  private static final double ANOTHER_RECIPE = 0.68;

  /// Probability that a type of a recipe is bought.
  private static final double BOUGHT = 0.8;

  /// Probability that a purchase follows which has nothing to do with the recipe.
  private static final double NOISE = 0.25;

  /// Probability that a purchase is followed by one of the same type.
  private static final double SAME_TYPE = 0.04;

  /// Probability that a product has the order's style, in a shop with several styles.
  private static final double SAME_STYLE = 0.85;

  /// The n-th recipe of a mission, variant of a type, or style has the weight n to minus this.
  private static final double SLOPE = 0.8;

  private static final int MAX_PRODUCTS = 80;

  private final ShopLayout layout;
  private final long seed;
  private final List<List<int[]>> recipes;
  private final AliasTable mission;

  /// Element i draws one of i + 1 choices.
  private final AliasTable[] choice;

  private final AliasTable style;

  OrderGenerator(ShopLayout layout, List<Mission> missions, long seed) {
    this.layout = layout;
    this.seed = seed;
    this.recipes = missions.stream().map(Mission::recipes).toList();
    this.mission = new AliasTable(missions.stream().mapToDouble(Mission::weight).toArray());
    int most =
        Math.max(
            recipes.stream().mapToInt(List::size).max().orElseThrow(),
            IntStream.range(0, layout.types()).map(layout::variants).max().orElseThrow());
    this.choice =
        IntStream.rangeClosed(1, most)
            .mapToObj(OrderGenerator::powerLaw)
            .toArray(AliasTable[]::new);
    this.style = powerLaw(layout.styles());
  }

  SyntheticOrder order(int number) {
    Draws draws = new Draws(CounterRandom.key(seed, number));
    Basket basket = new Basket();
    int ownMission = draws.from(mission);
    int ownStyle = draws.from(style);
    do {
      int drawn = draws.happens(SAME_MISSION) ? ownMission : draws.from(mission);
      for (int row : recipe(drawn, draws)) {
        if (draws.happens(BOUGHT)) {
          buy(row, ownStyle, draws, basket);
        }
      }
      if (draws.happens(NOISE) || basket.size == 0) {
        int[] other = recipe(draws.from(mission), draws);
        buy(other[draws.below(other.length)], ownStyle, draws, basket);
      }
    } while (draws.happens(ANOTHER_RECIPE) && basket.size < MAX_PRODUCTS);
    return new SyntheticOrder(
        Integer.toString(number + 1), Arrays.copyOf(basket.products, basket.size));
  }

  private int[] recipe(int ofMission, Draws draws) {
    List<int[]> choices = recipes.get(ofMission);
    return choices.get(draws.from(choice[choices.size() - 1]));
  }

  private void buy(int row, int ownStyle, Draws draws, Basket basket) {
    int type = layout.type(row, draws.happens(SAME_STYLE) ? ownStyle : draws.from(style));
    if (!basket.has(type)) {
      do {
        int variant = draws.from(choice[layout.variants(type) - 1]);
        basket.add(layout.start(type) + variant);
      } while (draws.happens(SAME_TYPE));
    }
  }

  private static AliasTable powerLaw(int choices) {
    return new AliasTable(
        IntStream.rangeClosed(1, choices).mapToDouble(n -> Math.pow(n, -SLOPE)).toArray());
  }

  /// The products bought so far, each once.
  private final class Basket {
    private int[] products = new int[16];
    private int size;

    boolean has(int type) {
      int start = layout.start(type);
      return Arrays.stream(products, 0, size)
          .anyMatch(product -> product >= start && product < start + layout.variants(type));
    }

    void add(int product) {
      if (Arrays.stream(products, 0, size).noneMatch(bought -> bought == product)) {
        products = size < products.length ? products : Arrays.copyOf(products, 2 * size);
        products[size++] = product;
      }
    }
  }
}

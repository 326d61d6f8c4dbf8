package dev.prod2vec.api;

import static dev.prod2vec.setting.Require.require;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// A basket to complete.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record AskedBasket(
    @JsonPropertyDescription("Id of the basket, for the answer.") String basketId,
    @JsonPropertyDescription("The ids of its products.") List<String> products) {
  AskedBasket {
    require(basketId != null, "a basket has no basket_id");
    require(products != null, "a basket has no products");
    products = List.copyOf(products);
  }
}

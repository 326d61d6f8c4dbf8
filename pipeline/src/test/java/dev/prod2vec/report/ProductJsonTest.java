package dev.prod2vec.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.plane.ProductMap;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProductJsonTest {
  private static final String ODD = "\"\\\b\t\n</script>&'\u2028\u202e 👩‍🌾 عصير naïve #";

  private static JsonNode json(Vocabulary vocabulary, int listed) {
    return JsonMapper.shared()
        .readTree(
            ProductJson.of(
                new ReportData.Products(
                    vocabulary,
                    new ProductMap(new float[0], new float[0], 0),
                    Samples.neighbours(vocabulary.size(), 2),
                    Samples.neighbours(vocabulary.size(), 0),
                    CsvFormulas.QUOTE),
                listed));
  }

  @Test
  void everyNameIsReadBackAsItWas() {
    JsonNode json = json(Samples.vocabulary(3, i -> ODD + i, List.of(ODD)), 3);
    assertThat(json.get("csvFormulas").asString()).isEqualTo("quote");
    assertThat(json.get("names").get(1).asString()).isEqualTo(ODD + "1");
    assertThat(json.get("categories").get(0).get("values").get(2).asString()).isEqualTo(ODD + " 2");
  }

  @Test
  void neighboursThatAreNotListedHaveIdNameCategoryAndCount() {
    JsonNode json = json(Samples.vocabulary(10, i -> "name " + i, List.of("aisle")), 2);
    assertThat(json.get("listed").asInt()).isEqualTo(2);
    assertThat(json.get("counts").size()).isEqualTo(4);
    assertThat(json.get("ids").valueStream().map(JsonNode::asString))
        .containsExactly("id0", "id1", "id2", "id3");
    assertThat(json.get("categories").get(0).get("of").size()).isEqualTo(4);
    assertThat(json.get("names").valueStream().map(JsonNode::asString))
        .containsExactly("name 0", "name 1", "name 2", "name 3");
    assertThat(json.get("substitutes").get(1).valueStream().map(JsonNode::asInt))
        .containsExactly(2, 98, 1234, 235, 0, 3, 97, 1234, 235, 0);
    assertThat(json.get("complements").get(1).size()).isZero();
  }
}

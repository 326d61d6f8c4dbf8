package dev.prod2vec.model;

import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.recommend.Recommender;
import dev.prod2vec.vocabulary.FoundProduct;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/// The neighbours of each of several products.
///
/// @param each in the order in which the products were asked about
public record NeighbourAnswers(List<NeighbourAnswer> each) {
  public NeighbourAnswers {
    each = List.copyOf(each);
  }

  /// Asks for neighbours of each product.
  ///
  /// @param asked one or more
  public static NeighbourAnswers of(
      NeighbourQuestion question,
      List<FoundProduct> asked,
      Recommender recommender,
      Vocabulary vocabulary) {
    int[] products = asked.stream().mapToInt(found -> found.product().index()).toArray();
    int most = Math.min(question.limit(), vocabulary.size());
    List<List<Neighbour>> lists =
        recommender.neighboursOfEach(question.kind(), products, most, question.filter());
    List<NeighbourAnswer> each = new ArrayList<>();
    for (int i = 0; i < products.length; i++) {
      List<Neighbour> neighbours = question.order().of(lists.get(i));
      each.add(new NeighbourAnswer(question, List.of(asked.get(i)), neighbours, vocabulary));
    }
    return new NeighbourAnswers(each);
  }

  /// A document for programs: a list of the documents of each.
  public String json() {
    return NeighbourAnswer.json(each);
  }

  /// A line of headings, then a line per neighbour: the product that was asked about and the rank,
  /// then the columns of one answer.
  ///
  /// @param formulas how to write texts that a spreadsheet would run
  public String csv(CsvFormulas formulas) {
    return NeighbourAnswer.csv(each, formulas);
  }
}

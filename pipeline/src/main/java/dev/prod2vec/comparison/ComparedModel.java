package dev.prod2vec.comparison;

import dev.prod2vec.model.ProductModel;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A model to compare, and where the orders are that it was trained and tested on.
///
/// @param id of its run; the name of its folder if that is no run
/// @param folder with the files of the run, or what `prod2vec train` wrote
/// @param model in that folder
public record ComparedModel(String id, Path folder, ProductModel model) {
  /// Opens the model of a folder.
  ///
  /// @throws dev.prod2vec.setting.WrongUseException if the folder holds no model
  /// @throws dev.prod2vec.file.InputException if a file is missing or broken
  public static ComparedModel open(Path folder) throws IOException {
    String id =
        RunFolder.isRun(folder)
            ? RunFolder.manifest(folder).id()
            : String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    return new ComparedModel(id, folder, ProductModel.openToAsk(folder));
  }

  /// The products that were learned. Others have a vector that their names and categories predict;
  /// a comparison leaves them out.
  Vocabulary learned() {
    return model.vocabulary().withNew(List.of());
  }
}

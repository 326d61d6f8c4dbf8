package dev.prod2vec.task;

import dev.prod2vec.prepared.IngestReport;
import java.io.IOException;

/// Does the work of the task pre_process_data.
public interface Preparation {
  /// Reads the orders and products that the config names, and writes the files of
  /// [dev.prod2vec.prepared.PreparedData] and [IngestReport#FILE].
  ///
  /// @return what the report's file says
  /// @throws dev.prod2vec.setting.WrongUseException if the config names something that does not
  ///   exist
  /// @throws dev.prod2vec.file.InputException if a file is broken or unusable
  /// @throws InterruptedException soon after the thread is interrupted
  IngestReport prepare(TaskContext context) throws IOException, InterruptedException;
}

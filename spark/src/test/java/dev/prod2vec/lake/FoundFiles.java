package dev.prod2vec.lake;

import dev.prod2vec.ingest.Ingest;
import dev.prod2vec.ingest.OrderFile;
import dev.prod2vec.ingest.OrderSource;
import dev.prod2vec.ingest.OrderTables;
import dev.prod2vec.ingest.RemoteFiles;
import dev.prod2vec.ingest.Shop;
import dev.prod2vec.postgres.NoDatabase;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.store.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The files of orders that a preparation finds, before any is read.
final class FoundFiles implements OrderTables {
  private final List<OrderFile> files = new ArrayList<>();

  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  static List<OrderFile> of(Shop shop) throws InterruptedException {
    FoundFiles found = new FoundFiles();
    try {
      Ingest.ingest(
          shop.orders(),
          shop.products(),
          shop.baskets(),
          NoDatabase.SERVER,
          Stores.local(),
          shop.out(),
          _ -> found);
    } catch (Enough _) {
      return found.files;
    }
    throw new AssertionError("nothing was read");
  }

  @Override
  public List<String> read(OrderSource source) {
    files.addAll(source.files());
    throw new Enough();
  }

  @Override
  public boolean readsWhereFilesAre() {
    return true;
  }

  @Override
  public RemoteFiles remote() {
    return RemoteFiles.NONE;
  }

  @Override
  public void group(OrderSource source, BasketsConfig config) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void scan(OrderSource source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void baskets(BasketsConfig config) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void write(Path directory) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long number(String sql) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<List<String>> rows(String sql) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> columns(String query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}

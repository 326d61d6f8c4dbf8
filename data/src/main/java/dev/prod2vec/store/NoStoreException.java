package dev.prod2vec.store;

import dev.prod2vec.setting.WrongUseException;

/// No store for the scheme of a location is registered in this process.
public final class NoStoreException extends WrongUseException {
  NoStoreException(String message) {
    super(message);
  }
}

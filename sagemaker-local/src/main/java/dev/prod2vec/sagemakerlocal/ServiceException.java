package dev.prod2vec.sagemakerlocal;

/// A request that the service refuses.
final class ServiceException extends RuntimeException {
  private final String type;

  private ServiceException(String type, String message) {
    super(message);
    this.type = type;
  }

  static ServiceException invalid(String message) {
    return new ServiceException("ValidationException", message);
  }

  static ServiceException inUse(String message) {
    return new ServiceException("ResourceInUse", message);
  }

  static ServiceException notFound(String message) {
    return new ServiceException("ResourceNotFound", message);
  }

  /// Its name in the answer.
  String type() {
    return type;
  }
}

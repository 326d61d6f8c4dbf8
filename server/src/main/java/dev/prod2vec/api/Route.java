package dev.prod2vec.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An address of the server, and how it is answered.
///
/// @param method GET or POST
/// @param path with parameters in braces, for example `/api/v1/products/{id}`
/// @param operation its name in the document that describes the routes; empty: it is not in there
/// @param meaning what it answers, as a sentence
/// @param parameters of path and query
/// @param body what is sent to it; empty: nothing
/// @param answer what comes back
/// @param about whether the answer depends on the run alone
/// @param handler answers
public record Route(
    String method,
    String path,
    String operation,
    String meaning,
    List<Parameter> parameters,
    Optional<Class<? extends Record>> body,
    Content answer,
    About about,
    Handler handler) {
  public Route {
    parameters = List.copyOf(parameters);
  }

  /// What an answer is about.
  public enum About {
    /// The run: the answer stays the same as long as the run is served.
    RUN,
    /// This moment.
    NOW,
    /// The server itself, not its runs: anybody may ask, without a token.
    SERVER
  }

  /// What comes back.
  public sealed interface Content {
    /// A record as JSON.
    record Json(Class<? extends Record> type) implements Content {}

    /// Any JSON document.
    record Document() implements Content {}

    /// Text.
    record Text(String mediaType) implements Content {}

    /// A page for people.
    record Html() implements Content {}

    /// A file of a run, as it is.
    record File() implements Content {}
  }

  /// Answers a request.
  public interface Handler {
    /// Answers a request.
    ///
    /// @return what [#answer] says: a record, a map, a text, a [dev.prod2vec.page.Page], or the
    ///   path of a file
    /// @throws RefusedException if it cannot be answered
    /// @throws InterruptedException if the thread is interrupted
    Object answer(Request request) throws InterruptedException;
  }

  /// The parts of a path that stand for the parameters of [#path]; empty if it is another path.
  ///
  /// @param segments of a path, decoded
  public Optional<Map<String, String>> match(List<String> segments) {
    return PathPattern.match(path, segments);
  }
}

package io.github.puppetha.testkit;

import io.github.puppetha.http.PuppetResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that Puppet's Ruby endpoints refuse, with the answer they give. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String kind;

  private ApiError(int status, String kind, String message) {
    super(message, null, false, false);
    this.status = status;
    this.kind = kind;
  }

  static ApiError notFound(String message) {
    return new ApiError(404, "RESOURCE_NOT_FOUND", "Not Found: " + message);
  }

  static ApiError noEnvironment(String name) {
    String message = "Not Found: Could not find environment '" + name + "'";
    return new ApiError(404, "RUNTIME_ERROR", message);
  }

  static ApiError badRequest(String message) {
    return new ApiError(400, "RUNTIME_ERROR", "Bad Request: " + message);
  }

  static ApiError mediaType(String type) {
    String message =
        "Unsupported Media Type: Client sent a mime-type ("
            + type
            + ") that doesn't correspond to a format we support";
    return new ApiError(415, "UNSUPPORTED_MEDIA_TYPE", message);
  }

  static ApiError noContentType() {
    String message =
        "Bad Request: No Content-Type header was received, it isn't possible to unserialize the request";
    return new ApiError(400, "MISSING_HEADER_FIELD", message);
  }

  static ApiError broken(String message) {
    return new ApiError(500, "RUNTIME_ERROR", "Server Error: " + message);
  }

  PuppetResponse answer() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("message", getMessage());
    body.put("issue_kind", kind);
    return Answers.json(status, body);
  }
}

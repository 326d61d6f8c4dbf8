package dev.prod2vec.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/// Whether the server answers.
record Health(
    @JsonPropertyDescription("ok") String status,
    @JsonPropertyDescription("The version of prod2vec.") String version) {}

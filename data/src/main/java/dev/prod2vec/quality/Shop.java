package dev.prod2vec.quality;

import dev.prod2vec.prepared.IngestReport;

/// Prepared data to check: the report of preparation, and the files it wrote.
record Shop(IngestReport ingest, PreparedBaskets files) {}

/// The routes of the API, what they answer, and the documents that describe them.
@NullMarked
package dev.prod2vec.api;

import org.jspecify.annotations.NullMarked;

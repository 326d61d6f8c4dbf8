/// The routes of the API, the page that asks them, and the documents that describe them.
@NullMarked
package dev.prod2vec.api;

import org.jspecify.annotations.NullMarked;

/// Charts as SVG and PNG.
@NullMarked
package dev.prod2vec.chart;

import org.jspecify.annotations.NullMarked;

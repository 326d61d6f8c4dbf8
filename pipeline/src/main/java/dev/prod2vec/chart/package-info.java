/// Charts as SVG.
@NullMarked
package dev.prod2vec.chart;

import org.jspecify.annotations.NullMarked;

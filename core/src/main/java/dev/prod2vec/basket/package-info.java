/// Baskets of products and the rule that splits orders.
@NullMarked
package dev.prod2vec.basket;

import org.jspecify.annotations.NullMarked;

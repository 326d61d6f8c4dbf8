// The data that the page's parts ask for, and where it comes from. Every answer is a promise, so
// that a server can give it as well as the page itself.

import { searchOf } from "./search.js";

const BASES = ["orders", "orders-and-names", "names"];

/**
 * @typedef {object} Product
 * @property {number} index position in the vocabulary and on the map, the most bought first
 * @property {string} id
 * @property {string} name
 * @property {string[]} categories one per column; empty where unknown
 * @property {number} count training orders with the product
 * @property {boolean} isNew whether its name and categories alone give its place
 * @property {boolean} listed whether it can be looked up; others are only named as neighbours
 *
 * @typedef {object} Neighbour
 * @property {Product} product
 * @property {number} rank place in its list, from 1
 * @property {number} score higher is closer
 * @property {number} together training orders with both
 * @property {number} lift how many times more often together than by chance
 * @property {"orders" | "orders-and-names" | "names"} basis what the score rests on
 *
 * @typedef {object} Found
 * @property {Product[]} products those asked for
 * @property {number} total all that were found
 * @property {number} alike how many of them, the last ones, are only spelt alike
 *
 * @typedef {object} Products
 * @property {"keep" | "quote"} formulas how to write texts in csv that a spreadsheet takes for
 *   formulas
 * @property {(query: string, from: number, most: number) => Promise<Found>} search products that
 *   match, best first; all for an empty query
 * @property {(id: string) => Promise<Product | null>} byId
 * @property {(index: number) => Promise<Product>} at
 * @property {(product: Product) => Promise<{substitutes: Neighbour[], complements: Neighbour[]}>}
 *   neighbours best first
 */

/**
 * Products of the JSON that `ProductJson` writes.
 *
 * @returns {Products}
 */
export function productsOf(data) {
  const listed = data.listed;
  const find = searchOf(listed, (index) => [data.names[index], data.ids[index]]);

  const product = (index) => ({
    index,
    id: data.ids[index],
    name: data.names[index],
    categories: data.categories.map((column) => column.values[column.of[index]]),
    count: data.counts[index],
    isNew: index < listed && index >= data.trained,
    listed: index < listed,
  });

  // Five numbers a neighbour: position, score in hundredths, orders together, lift in tenths, basis.
  function neighbours(flat = []) {
    const all = [];
    for (let at = 0; at < flat.length; at += 5) {
      const [index, score, together, lift, basis] = flat.slice(at, at + 5);
      all.push({
        product: product(index),
        rank: at / 5 + 1,
        score: score / 100,
        together,
        lift: lift / 10,
        basis: BASES[basis],
      });
    }
    return all;
  }

  return {
    formulas: data.csvFormulas,
    async search(query, from, most) {
      const { found, alike } = find(query);
      return { products: found.slice(from, from + most).map(product), total: found.length, alike };
    },
    async byId(id) {
      const index = data.ids.indexOf(id);
      return index < 0 || index >= listed ? null : product(index);
    },
    async at(index) {
      return product(index);
    },
    async neighbours({ index }) {
      return {
        substitutes: neighbours(data.substitutes[index]),
        complements: neighbours(data.complements[index]),
      };
    },
  };
}

// Search in names and ids. It knows no page: texts go in, positions come out.

const FEW = 10;

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const split = (text) => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");

/**
 * A search over some products.
 *
 * @param {number} size number of products, the most bought first
 * @param {(product: number) => [string, string]} texts a product's name and id
 * @returns {(query: string) => {found: number[], alike: number}} what is found, best first; the last
 *   `alike` of it are spelt alike only
 */
export function searchOf(size, texts) {
  let searchable = null;
  let words = null;
  let known = null;

  // The name or id itself, then names that begin so, then whole words, then parts of words, the most
  // bought of each first. Where these are few, what is spelt alike comes after them.
  function find(query) {
    const asked = plain(query).split(/\s+/).filter((word) => word !== "");
    if (asked.length === 0) {
      return { found: Array.from({ length: size }, (_, product) => product), alike: 0 };
    }
    searchable ??= Array.from({ length: size }, (_, product) => plain(texts(product).join("\n")));
    words ??= searchable.map((text) => [...new Set(split(text))]);
    const start = asked.join(" ");
    const ranked = [[], [], [], []];
    searchable.forEach((text, product) => {
      if (asked.every((word) => text.includes(word))) {
        ranked[rank(product, start, asked)].push(product);
      }
    });
    const exact = ranked.flat();
    if (exact.length >= FEW) {
      return { found: exact, alike: 0 };
    }
    const has = new Set(exact);
    const near = misspelt(asked.flatMap(split)).filter((product) => !has.has(product));
    return { found: exact.concat(near), alike: near.length };
  }

  function rank(product, start, asked) {
    const text = searchable[product];
    if (text.split("\n").includes(start)) {
      return 0;
    }
    return text.startsWith(start) ? 1 : asked.every((word) => words[product].includes(word)) ? 2 : 3;
  }

  // Products that have, for each word asked for, one that is spelt alike; the nearest first.
  function misspelt(asked) {
    if (asked.length === 0) {
      return [];
    }
    known ??= new Set(words.flat());
    const edits = asked.map((word) => {
      const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
      const near = new Map();
      for (const other of known) {
        const distance = other.includes(word) ? 0 : most > 0 ? prefixEdits(word, other, most) : 1;
        if (distance <= most) {
          near.set(other, distance);
        }
      }
      return near;
    });
    const sums = new Map();
    words.forEach((own, product) => {
      const sum = edits
        .map((near) => Math.min(...own.map((word) => near.get(word) ?? Infinity)))
        .reduce((a, b) => a + b, 0);
      if (sum < Infinity) {
        sums.set(product, sum);
      }
    });
    return [...sums.keys()].sort((a, b) => sums.get(a) - sums.get(b) || a - b);
  }

  return find;
}

// Fewest letters to add, leave out, replace or swap with the next, to make the beginning of the
// other word of this one.
function prefixEdits(word, other, most) {
  const length = Math.min(other.length, word.length + most);
  let before = [];
  let last = Array.from({ length: length + 1 }, (_, j) => j);
  for (let i = 1; i <= word.length; i++) {
    const row = [i];
    for (let j = 1; j <= length; j++) {
      const cost = word[i - 1] === other[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
      if (i > 1 && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    before = last;
    last = row;
  }
  return Math.min(...last);
}

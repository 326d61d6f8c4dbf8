ALTER TABLE products ADD COLUMN source text NOT NULL DEFAULT 'orders'
  CHECK (source IN ('orders', 'side-information'));
COMMENT ON COLUMN products.source IS 'Where the vector comes from: learned from orders, or, for a new product, predicted from its name and categories.';
COMMENT ON COLUMN products.index IS 'From 0, by falling count; new products come last.';

ALTER TABLE neighbours ADD COLUMN rests_on text
  CHECK (rests_on IN ('orders', 'orders-and-names', 'names'));
COMMENT ON COLUMN neighbours.rests_on IS 'What the similarity rests on. Null in runs that an earlier version exported.';

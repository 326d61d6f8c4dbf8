CREATE TABLE runs (
  run integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id text NOT NULL UNIQUE,
  prod2vec_version text NOT NULL,
  exported timestamptz NOT NULL DEFAULT now(),
  products integer NOT NULL,
  dim integer NOT NULL
);
COMMENT ON TABLE runs IS 'The runs of prod2vec whose vectors are here.';
COMMENT ON COLUMN runs.run IS 'Number of the run in this schema.';

CREATE TABLE products (
  run integer NOT NULL,
  index integer NOT NULL,
  product_id text NOT NULL,
  product_name text NOT NULL,
  categories jsonb NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (run, index),
  UNIQUE (run, product_id)
);
COMMENT ON TABLE products IS 'The products of a run that have a vector.';
COMMENT ON COLUMN products.index IS 'From 0, by falling count.';
COMMENT ON COLUMN products.count IS 'Training orders with the product.';

CREATE TABLE vectors (
  run integer NOT NULL,
  index integer NOT NULL,
  vector ${vector} NOT NULL,
  PRIMARY KEY (run, index)
);
COMMENT ON TABLE vectors IS 'The input vectors of a run: products with close ones are substitutes.';

CREATE TABLE neighbours (
  run integer NOT NULL,
  index integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('substitute', 'complement')),
  rank integer NOT NULL,
  neighbour integer NOT NULL,
  score real NOT NULL,
  bought_together integer NOT NULL,
  lift real NOT NULL,
  PRIMARY KEY (run, index, kind, rank)
);
COMMENT ON TABLE neighbours IS 'The nearest products of each product of a run, best first, from rank 1.';
COMMENT ON COLUMN neighbours.neighbour IS 'Index of the neighbour.';
COMMENT ON COLUMN neighbours.bought_together IS 'Training baskets that hold both.';

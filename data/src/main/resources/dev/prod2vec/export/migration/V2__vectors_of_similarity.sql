COMMENT ON TABLE vectors IS 'The vectors of similarity of a run: products with a large inner product are substitutes. Runs that an earlier version exported have input vectors.';

"""prod2vec beside other people's trainers and recommenders: same baskets, same questions, one table."""

"""The pages in a browser: what is done in each, and how long it takes until the answer is painted."""

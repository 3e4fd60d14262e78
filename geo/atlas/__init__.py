"""What follows from the record: claims, facets, search, selections, counts."""

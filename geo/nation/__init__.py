"""Many records as one atlas: a map for each city, tables that hold all cities, and a page that leads to them."""

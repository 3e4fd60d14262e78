"""From a Chinese article to candidates for the record: what it says of places, in figures and stages."""

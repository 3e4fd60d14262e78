"""Other cities than the first, tried from the record to the page: ``make city``."""

"""The addresses of the sources: whether each still answers. Nothing else of the program opens a connection."""

"""An atlas as a folder that any web server can hand out: the map, the files, and the layers for other programs."""

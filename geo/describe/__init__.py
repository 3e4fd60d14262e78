"""What tells others of the atlas: how to cite it, what it is for programs and archives, a picture to share."""

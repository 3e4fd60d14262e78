"""What the Makefile runs to make a checkout ready; the atlas itself never imports it."""

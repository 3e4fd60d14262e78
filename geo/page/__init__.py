"""The map as one page, and in ``web`` its front end."""

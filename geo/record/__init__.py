"""What lies on disk: its model, strict reader, canonical form and registers."""

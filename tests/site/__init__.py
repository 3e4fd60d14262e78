"""The built site of guides and reference: ``make docs``."""

"""What describes the record, read by programs that others make: ``make describe``."""

"""Every format of the exports, read back by another program than the one that wrote it: ``make formats``."""

"""Machine formats that results share."""

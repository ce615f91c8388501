"""What is said of files: the register of evidence, a migration, an attestation."""

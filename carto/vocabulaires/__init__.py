"""The official downloads of ESCO and ROME, read as people get them and made into named graphs."""

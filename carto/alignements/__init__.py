"""What the métiers, compétences and connaissances are to ROME and ESCO: decided, proposed, reviewed."""

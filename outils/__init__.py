"""Tools of the workshop: they measure the build, and are no part of it."""

"""The parts of the recipe that makes the embedded gazetteer; see ``tools/build_gazetteer.py``."""

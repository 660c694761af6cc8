"""Files made to do harm, and random ones: what the readers and the cleaning must survive."""

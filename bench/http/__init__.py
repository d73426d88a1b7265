"""From a signed request to its answer, over real HTTP, beside what else one could have written."""

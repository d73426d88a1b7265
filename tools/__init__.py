"""What a developer runs at a prompt; no part of the installed product."""

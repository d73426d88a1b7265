"""The local platform: the newcomer's default, the demo, and what every dialog test talks to.

It has all a platform can have: private answers in channels, forms, changes in place, pictures, files. A name alone
makes an account (``OPEN``), since whoever can reach it is at this machine.
"""

NAME = "local"
WORKSPACE = "local"

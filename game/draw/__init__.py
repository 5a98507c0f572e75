"""Pictures: everything that turns design units and numbers into pixels."""

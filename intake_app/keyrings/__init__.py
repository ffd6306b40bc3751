"""The system's own store of passphrases. The one room that knows the package keyring."""

"""One module per revision, r0001_..., never changed once released."""

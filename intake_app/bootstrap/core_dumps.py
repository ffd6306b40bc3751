"""What the program has in memory, patients and keys, is written into no file when it dies."""


def forbid_core_dumps() -> None:
    """Also for the processes that it begins. Windows leaves no such file by itself."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

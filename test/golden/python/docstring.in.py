def f():
    """Password is «s3cr3t»."""

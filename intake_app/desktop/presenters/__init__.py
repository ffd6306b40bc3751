"""Between a page's wishes and the services; the only place where a service is called."""

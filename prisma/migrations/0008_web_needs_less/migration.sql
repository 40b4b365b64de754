-- Web neither renames teams nor says which accounts are observed: whoever takes it over must not switch that off.
REVOKE UPDATE ("account_name", "enabled") ON "scope" FROM sallyport_web;
REVOKE UPDATE ("name") ON "team" FROM sallyport_web;

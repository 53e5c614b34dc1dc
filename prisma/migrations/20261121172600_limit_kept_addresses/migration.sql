SELECT limit_to_workspaces('kept_address');

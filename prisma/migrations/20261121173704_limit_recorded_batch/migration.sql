SELECT limit_to_workspaces('recorded_batch');

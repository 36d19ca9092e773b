"""Pages of the audit that need articles: rules, waivers, approvals, the dashboard, the audit report of an article."""

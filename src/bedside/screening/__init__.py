"""Reading content and finding what it would disclose; pure, no Django."""

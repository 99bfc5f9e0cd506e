"""Who works here, in which role, who answers now, and how they prove who they are."""

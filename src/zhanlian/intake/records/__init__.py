"""Records: one builder for each kind of sheet; start at ``kinds``."""

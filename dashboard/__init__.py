"""The Dash app that partners, resource managers and finance read."""

"""x"""
from dash import html
from dashboard.page_registry import register_page
@register_page("/", name="Portfolio", icon="portfolio", question="Which engagements are healthy, what changed, and what should be done?")
def layout(reader, query):
    return [html.P("hello")]

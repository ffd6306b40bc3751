"""Photographs: decoded, turned, made smaller and written anew. The one room that knows Pillow."""

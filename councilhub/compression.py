"""Packs pages with brotli, at the strength that is worth its time: what visitors get is
kept packed. The library would take zstd first, which is quicker, but larger.
"""

from types import MappingProxyType

from django_http_compression import middleware as packing

packing.BROTLI_QUALITY = 5
packing.codings = MappingProxyType({"br": 0, "gzip": 1, "identity": 2})

HubCompressionMiddleware = packing.HttpCompressionMiddleware

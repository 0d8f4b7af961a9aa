"""How initiatives are shown: what pages, previews and the queue have in common."""

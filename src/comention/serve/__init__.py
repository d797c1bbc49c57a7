"""A server that keeps the page of a folder alive: what is corrected there is in the folder, and on all pages, at once.

`session` decides who may ask, `app` has the routes, `answers` what they answer and `corrections` what they change.
`live` keeps the folder, and does all work on it; `watch` and `uploads` bring new documents, `copy` keeps readers and
work apart, `events` tells the pages what happens, `exports` makes files, and `server` listens.
"""

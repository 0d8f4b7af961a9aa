"""Fills in forms as a browser without scripts would: from what the page holds."""

from html.parser import HTMLParser


class FormReader(HTMLParser):
    """What would be sent if the form whose action ends with `action` were sent now."""

    def __init__(self, action):
        super().__init__()
        self.action, self.answers = action, {}
        self.is_inside = self.select = self.textarea = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.is_inside = (attrs.get("action") or "").endswith(self.action)
        elif not self.is_inside:
            return
        elif tag == "input":
            self._input(attrs)
        elif tag == "textarea":
            self.textarea = attrs["name"]
            self.answers[self.textarea] = ""
        elif tag == "select":
            self.select = attrs["name"]
        elif tag == "option" and self.select and "selected" in attrs:
            self.answers[self.select] = attrs["value"]

    def _input(self, attrs):
        name, value = attrs["name"], attrs.get("value", "")
        if attrs["type"] == "checkbox":
            if "checked" in attrs:
                self.answers.setdefault(name, []).append(value or "on")
        elif attrs["type"] != "radio" or "checked" in attrs:
            self.answers[name] = value

    def handle_data(self, data):
        if self.is_inside and self.textarea:
            self.answers[self.textarea] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.textarea:
            text = self.answers[self.textarea].removeprefix("\n")
            self.answers[self.textarea] = text
            self.textarea = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.is_inside = False


def answers_of(response, action="/"):
    """The answers that stand in the page's form, as they would be sent."""
    reader = FormReader(action)
    reader.feed(response.text)
    reader.answers.pop("csrfmiddlewaretoken", None)
    return reader.answers


def fill(client, url, **answers):
    """Open the page, change these answers and send its form."""
    page = client.get(url)
    return client.post(url, answers_of(page, url) | answers)


def error_beside(response, auto_id):
    """The text that stands in a field's own place for errors."""
    finder = TextOf(f"{auto_id}_error")
    finder.feed(response.text)
    return " ".join("".join(finder.found).split()) if finder.seen else None


class TextOf(HTMLParser):
    def __init__(self, wanted):
        super().__init__()
        self.wanted, self.depth, self.found, self.seen = wanted, 0, [], False

    def handle_starttag(self, tag, attrs):
        if self.depth and tag not in {"br", "input"}:
            self.depth += 1
        elif dict(attrs).get("id") == self.wanted:
            self.depth, self.seen = 1, True

    def handle_endtag(self, tag):
        self.depth -= bool(self.depth)

    def handle_data(self, data):
        if self.depth:
            self.found.append(data)

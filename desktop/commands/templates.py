"""`lightbox templates`: list report templates, show one, take in an MRRT file, remove one of the library's own."""

from __future__ import annotations

import argparse

from desktop.commands.answer import Answer, Json, table
from desktop.workflows.own_templates import import_mrrt, remove_template
from inference.report.templates import Template, all_templates, own_files, read_template, template_by_id
from viewer.case.errors import KnownError
from viewer.case.progress import Tick


def templates(options: argparse.Namespace, tick: Tick) -> Answer:
    if sum(map(bool, (options.id, options.html, options.remove))) > 1:
        raise KnownError("Give an ID to show, --import FILE, or --remove ID; one at a time.")
    if options.html:
        template = import_mrrt(options.html, options.library)
        return Answer(template_json(template), f"Kept as {template.id}: {template.name}, {len(template.lines)} lines, {len(template.normals)} normal texts.")
    if options.remove:
        path = remove_template(options.remove, options.library)
        return Answer({"removed": options.remove, "path": str(path)}, f"Removed {options.remove}.")
    if options.id:
        template = template_by_id(options.id, options.library)
        return Answer(template_json(template), told(template))
    own = {read_template(path).id for path in own_files(options.library)}
    rows = all_templates(options.library)
    lines = [(row.id, row.name, ", ".join(row.modalities) or "any", "own" if row.id in own else "") for row in rows]
    return Answer({"templates": [template_json(row) | {"own": row.id in own} for row in rows]}, table(lines, ("id", "name", "modality", "")))


def template_json(template: Template) -> Json:
    return {
        "id": template.id, "name": template.name, "modalities": list(template.modalities), "body_parts": list(template.body_parts),
        "sections": list(template.sections),
        "fields": [{"id": line.id, "section": line.section, "text": line.text("en"), "required": line.required,
                    "code": [line.code.scheme, line.code.value, line.code.meaning] if line.code else None} for line in template.lines],
        "reviewable": [{"id": normal.id, "name": normal.name, "text": normal.text("en")} for normal in template.normals],
    }  # fmt: skip


def told(template: Template) -> str:
    lines = [template.name, f"Sections: {', '.join(template.sections)}"]
    lines += [f"To fill in ({line.section}{', required' if line.required else ''}): {line.text('en')}" for line in template.lines]
    lines += [f"When {normal.id} is marked as reviewed: {normal.text('en')}" for normal in template.normals]
    return "\n".join(lines)

"""Segmenting, finding, and going through what was found."""

from __future__ import annotations

from functools import partial

from desktop.action import ALL, REVIEW, VIEWER, Action, has_case, has_finding, has_image
from desktop.steps import classifying, doubt, grounding, measures, measuring, models, overlays, review

ROWS = (
    Action("model.segment", "Segment this series", "Ctrl+G", ALL, models.segment, models.can_segment, "Findings", "segment", True, partial(models.why_not, "segmentation")),
    Action("model.segment_unsure", "Segment this series, with uncertainty", "", ALL, doubt.segment_with_uncertainty, models.can_segment, "Findings", why=partial(models.why_not, "segmentation")),
    Action("model.tissues", "Outline tissues and parts of the skeleton", "", ALL, models.segment_tissues, models.is_ct, "Findings", why=models.why_no_ct),
    Action("segments.choose", "Choose which segmentation or structure set is shown", "Y", VIEWER, overlays.choose_segmentation, overlays.has_several, "Findings", why=lambda desk: "There are no two segmentations of these images."),
    Action("segments.compare", "Compare two segmentations", "", ALL, doubt.compare, doubt.can_compare, "Findings", why=lambda desk: "No two segmentations of this series share a structure."),
    Action("segments.end_comparison", "End the comparison", "", ALL, doubt.end_comparison, doubt.is_comparing, "Findings", why=lambda desk: "No two segmentations are compared now."),
    Action("findings.find", "Find lung nodules", "Ctrl+N", ALL, models.find_nodules, models.can_find, "Findings", "find", True, partial(models.why_not, "detection")),
    Action("findings.find_focal", "Find focal lesions in outlined organs", "", ALL, models.find_lesions, models.can_find_lesions, "Findings", why=models.why_no_lesions),
    Action("findings.heart", "Measure the cardiothoracic ratio", "", ALL, models.measure_heart, models.can_measure_heart, "Findings", why=models.why_no_heart),
    Action("findings.score", "Score findings on this radiograph", "", ALL, classifying.score, classifying.can_score, "Findings", why=classifying.why_not),
    Action("findings.accept", "Accept the finding", "Space", REVIEW, review.accept, has_finding, "Findings"),
    Action("findings.reject", "Delete the selected mark, or reject the finding", "Del", REVIEW, review.delete_or_reject, has_case, "Findings"),
    Action("findings.next", "Next finding", "Tab", REVIEW, partial(review.step, 1), has_case, "Findings"),
    Action("findings.previous", "Previous finding", "Shift+Tab", REVIEW, partial(review.step, -1), has_case, "Findings"),
    Action("findings.measure", "Measure the outline of the finding", "", REVIEW, measures.measure_finding, measures.can_measure_finding, "Findings", why=measures.why_no_finding),
    Action("findings.add", "Add a finding in words", "", ALL, review.add_in_words, has_case, "Findings", why=lambda desk: "No study is open."),
    Action("places.ask", "Find in the images by words…", "Ctrl+Shift+F", ALL, grounding.ask_where, has_case, "Findings", why=lambda desk: "No study is open."),
    Action("places.describe", "Say what lies here, in words", "", ALL, grounding.say_what_is_here, has_image, "Findings"),
    Action("places.forget", "Take the frames of what was looked for off", "", ALL, grounding.forget, grounding.has_frames, "Findings", why=grounding.why_no_frames),
    Action("findings.from_measurement", "Make the measurement a finding", "F", REVIEW, measuring.to_finding, has_image, "Findings"),
)  # fmt: skip

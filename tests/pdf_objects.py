"""PDFs and clinical documents inside DICOM files."""

from __future__ import annotations

import io
from pathlib import Path

from pydicom.dataset import Dataset, FileMetaDataset
from reportlab.pdfgen.canvas import Canvas

CDA = b"""<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><title>Operation note</title><component>
<section><code code="1"/><title>Findings</title><text><paragraph>Gall bladder <content>inflamed</content>.</paragraph>
<table><tr><td>Stone</td><td>12 mm</td></tr></table>Closed in layers.</text><entry><text>coded</text></entry></section>
</component></ClinicalDocument>"""


def make_pdf(*pages: str, size: tuple[float, float] = (200, 300)) -> bytes:
    """Pages with a word each and a red square in the lower left quarter."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size)
    for word in pages:
        canvas.drawString(20, size[1] - 40, word)
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, 0, size[0] / 2, size[1] / 2, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def write_pdf(path: Path, content: bytes, kind: str = "1.2.840.10008.5.1.4.1.1.104.1") -> Path:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1"
    dataset.SOPClassUID, dataset.SOPInstanceUID = kind, "1.2.3.4"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = "1.2.3", "1.2.3.1"
    dataset.Modality, dataset.PatientID, dataset.PatientName = "DOC", "P1", "Doe^Jane"
    dataset.DocumentTitle = "Discharge letter"
    dataset.MIMETypeOfEncapsulatedDocument = "application/pdf"
    dataset.EncapsulatedDocument = content + b"\0" * (len(content) % 2)
    dataset.EncapsulatedDocumentLength = len(content)
    dataset.save_as(path, enforce_file_format=True)
    return path

"""What makes a PDF one for the archive and for every reader: structure, metadata, colour.

PDF/A-2a and PDF/UA-1 ask for the tree of the text, a description of the document that programs
can read, the meaning of its colours, and streams written with an end of line behind them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFPage,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from intake_app.pdf.colour import COLOUR_SPACE, srgb_profile
from intake_app.pdf.structure import Structure
from intake_app.pdf.tree import tree

DATE = "2000-01-01T00:00:00+00:00"
"""ReportLab's date for files that have to be the same whenever they are made."""

PRODUCER = "ReportLab (opensource)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a reader shows as the document's properties; no patient's name among it."""

    title: str
    author: str
    subject: str
    creator: str
    language: str


class Stream(PDFStream):
    """A stream with the end of line before ``endstream`` that archives ask for.

    Both signs of it, so that a carriage return at the end of the content is not taken for one.
    """

    def format(self, document: PDFDocument) -> bytes:
        written: bytes = super().format(document)
        return written.removesuffix(b"endstream\n") + b"\r\nendstream\n"


def pages_of(document: PDFDocument) -> list[PDFPage]:
    return document.Pages.pages  # type: ignore[attr-defined, no-any-return]


def describe_page(page: PDFPage, code: Iterable[str], *, number: int) -> None:
    """Give a finished page its drawing, its place in the tree and the order of the tab key."""
    content = "\n".join(code) + "\n"
    page.Contents = Stream(PDFDictionary({}), content, [PDFZCompress])
    _allow(page, "StructParents", "Tabs")
    page.StructParents = number  # type: ignore[attr-defined]
    page.Tabs = PDFName("S")  # type: ignore[attr-defined]


def complete(document: PDFDocument, structure: Structure, description: Description) -> None:
    """Add everything that stands in the document's catalogue."""
    catalogue = document.Catalog  # type: ignore[attr-defined]
    _allow(catalogue, "OutputIntents")
    catalogue.StructTreeRoot = tree(document, structure, pages_of(document))
    catalogue.MarkInfo = PDFDictionary({"Marked": "true"})
    kinds = {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}
    packet = _metadata(description).encode("utf-8")
    catalogue.Metadata = Stream(PDFDictionary(kinds), packet)
    catalogue.OutputIntents = PDFArray([_output_intent()])


def _allow(thing: PDFObject, *names: str) -> None:
    """Let ReportLab write entries of a dictionary that it does not know."""
    thing.__NoDefault__ = [*thing.__NoDefault__, *names]  # type: ignore[attr-defined]


def _output_intent() -> PDFDictionary:
    profile = Stream(PDFDictionary({"N": 3}), srgb_profile(), [PDFZCompress])
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString(COLOUR_SPACE),
            "Info": PDFString(COLOUR_SPACE),
            "DestOutputProfile": profile,
        }
    )


_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SCHEMA = "http://www.aiim.org/pdfa/ns"
_PACKET = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="{_SCHEMA}/id/"
 xmlns:pdfaExtension="{_SCHEMA}/extension/" xmlns:pdfaSchema="{_SCHEMA}/schema#"
 xmlns:pdfaProperty="{_SCHEMA}/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{{title}}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{{author}}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{{subject}}</rdf:li></rdf:Alt>
</dc:description>
<dc:language><rdf:Bag><rdf:li>{{language}}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{PRODUCER}</pdf:Producer><xmp:CreatorTool>{{creator}}</xmp:CreatorTool>
<xmp:CreateDate>{DATE}</xmp:CreateDate><xmp:ModifyDate>{DATE}</xmp:ModifyDate>
<pdfuaid:part>1</pdfuaid:part><pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def _metadata(description: Description) -> str:
    """The description as XMP, word for word what the information dictionary says."""
    return _PACKET.format(
        title=_in_xml(description.title),
        author=_in_xml(description.author),
        subject=_in_xml(description.subject),
        creator=_in_xml(description.creator),
        language=_in_xml(description.language),
    )


def _in_xml(text: str) -> str:
    """The text in XML that stands in the file as it is.

    Some readers look for the words that end a stream and not for its length; a clinic may be
    called by them.
    """
    return escape(text, quote=False).replace("endstream", "endstrea&#109;")

"""The codes of everything that can be wrong with a record: stable, so that a program may rely on them.

A message may be reworded; its code stays. ``data/README.md`` holds the table of them.
"""

from __future__ import annotations

from enum import StrEnum

ERROR = "error"
WARNING = "warning"


class Code(StrEnum):
    """What is wrong, as a word that does not change.

    >>> Code.DUPLICATE_ID, Code.DUPLICATE_ID.severity
    (<Code.DUPLICATE_ID: 'duplicate-id'>, 'error')

    Attributes
    ----------
    severity
        ``"error"`` stops a build, ``"warning"`` does not.
    meaning
        One line for a reader.
    """

    severity: str
    meaning: str

    def __new__(cls, code: str, meaning: str, severity: str = ERROR) -> Code:
        """Make a member that equals its code."""
        member = str.__new__(cls, code)
        member._value_, member.meaning, member.severity = code, meaning, severity
        return member

    # Files
    MISSING_FOLDER = "missing-folder", "A folder of the record is not there."
    UNREADABLE_FOLDER = "unreadable-folder", "A folder cannot be listed."
    STRAY_FILE = "stray-file", "A `.geojson` or `.csv` file is none of the record's and would be ignored."
    MISSING_FILE = "missing-file", "A file is not there, or something else is in its place."
    UNREADABLE_FILE = "unreadable-file", "A file cannot be read."
    TOO_LARGE = "too-large", "A file, layer, table or geometry is larger than the program can take."
    INVALID_ENCODING = "invalid-encoding", "A file is not UTF-8, or begins with a byte order mark."
    INVALID_JSON = "invalid-json", "A file is not JSON, or holds a number that JSON cannot carry."
    DUPLICATE_KEY = "duplicate-key", "An object of JSON holds a key twice."
    NESTED_TOO_DEEP = "nested-too-deep", "Lists and objects nest too deep."
    INVALID_CSV = "invalid-csv", "A table is not CSV as RFC 4180 defines it."
    WRONG_HEADER = "wrong-header", "The columns of a table differ from those documented here."
    WRONG_STRUCTURE = "wrong-structure", "A part of a GeoJSON file or of the descriptor is not of its kind."

    # Features and cells
    MISSING_MEMBER = "missing-member", "A feature lacks its `id` or its `geometry`."
    UNKNOWN_MEMBER = "unknown-member", "A collection or a feature holds a member that is none of the record's."
    REMOVABLE_MEMBER = "removable-member", "A map program added a member; `python -m geo format` removes it."
    UNSUPPORTED_CRS = "unsupported-crs", "A layer says that its coordinates are not WGS-84."
    MISSING_PROPERTY = "missing-property", "A feature lacks a property."
    UNKNOWN_PROPERTY = "unknown-property", "A feature holds a property that its layer does not have."
    WRONG_TYPE = "wrong-type", "A property is not of its type or out of its range."
    INVALID_ID = "invalid-id", "An id is not written as ids are."
    RESERVED_ID = (
        "reserved-id",
        "An id or code is one that the program itself uses, or an id the name of a device on Windows.",
    )
    DUPLICATE_ID = "duplicate-id", "An id is used twice."
    INVALID_CODE = "invalid-code", "A code is not written as codes are."
    DUPLICATE_CODE = "duplicate-code", "A code is defined twice in a register."
    UNKNOWN_CODE = "unknown-code", "A code is not in its register."
    WRONG_LAYER = "wrong-layer", "A kind belongs to another layer, or to none."
    MISSING_TEXT = "missing-text", "A text that is needed is empty."
    MISSING_TRANSLATION = "missing-translation", "A note is given in one language only."
    UNEXPECTED_VALUE = "unexpected-value", "A cell or property that must be empty here is not."
    MISSING_VALUE = "missing-value", "A cell or property that is needed here is empty."
    HIDDEN_CHARACTER = "hidden-character", "A text holds a character that is not seen, or a blank other than a space."
    LOOKALIKE_CHARACTER = "lookalike-character", "A text holds a character that looks like another and is not found."
    SURROUNDING_BLANKS = "surrounding-blanks", "A text begins or ends with a blank."
    LONG_NOTE = "long-note", "A note is very long.", WARNING
    CHINESE_IN_ENGLISH = "chinese-in-english", "An English name holds Chinese characters.", WARNING

    # Geometry
    WRONG_GEOMETRY_TYPE = "wrong-geometry-type", "A layer does not take geometries of this type."
    INVALID_GEOMETRY = "invalid-geometry", "A geometry is malformed, crosses itself or has no extent."
    SWAPPED_COORDINATES = "swapped-coordinates", "A position reads as latitude, longitude."
    OUT_OF_RANGE = "out-of-range", "A position is not on the globe."
    FAR_AWAY = "far-away", "A position is far from the city."

    # Districts
    MISSING_DISTRICT = "missing-district", "A district that the descriptor lists is not there."
    UNKNOWN_DISTRICT = "unknown-district", "The id of a district is none that the descriptor lists."
    ADCODE_MISMATCH = "adcode-mismatch", "The adcode of a district differs from its id."
    SEAT_OUTSIDE = "seat-outside", "A government seat lies outside its district."
    DISTRICT_EDGES = "district-edges", "Two districts overlap, or do not share their edge."
    DISTRICT_GAP = "district-gap", "There is a gap between the districts."
    DISTRICT_AREA = "district-area", "A district's polygon differs much from its official area.", WARNING

    # Positions
    POSITION_BASIS = "position-basis", "What a site says of its position does not go with its `position_basis`."
    DUPLICATE_VALUE = "duplicate-value", "A list holds a value twice."
    CONVERSION_MISMATCH = "conversion-mismatch", "A position as found does not convert to the position drawn."
    UNKNOWN_SOURCE = "unknown-source", "A source that is cited is not in `sources.csv`."
    INVALID_LOCATOR = "invalid-locator", "A locator does not name a line or lines."
    INVALID_ADDRESS = "invalid-address", "An address is none of the web."
    OUTSIDE_DISTRICT = "outside-district", "A point lies outside its districts."
    MISSED_DISTRICT = "missed-district", "A line or area does not reach a district that it names."
    UNNAMED_DISTRICT = "unnamed-district", "A line or area reaches a district that it does not name.", WARNING
    SUSPECTED_DATUM = "suspected-datum", "A position would fit if it were read in another datum.", WARNING
    INVALID_PARENT = "invalid-parent", "A parent is no park, zone or area."
    CIRCULAR_PARENT = "circular-parent", "A site lies in itself by way of its parents."
    OUTSIDE_PARENT = "outside-parent", "A site lies outside its parent's area."
    RIVAL_AGREES = "rival-agrees", "A rival position does not differ from the one drawn, nor in its evidence.", WARNING
    AREA_DIFFERS = "area-differs", "A drawn area differs much from the stated one.", WARNING
    SILENT_SITE = "silent-site", "Nothing says why a site is on the map."

    # Names
    DUPLICATE_ALIAS = "duplicate-alias", "An alias repeats a name or alias of its site or indicator."
    SHARED_ALIAS = "shared-alias", "An alias leads to two sites."
    SAME_NAME_NEARBY = "same-name-nearby", "Two sites of one name lie in one place."
    SAME_NAME = "same-name", "Two sites of one name cannot be distinguished by position.", WARNING

    # Facts
    UNKNOWN_SUBJECT = "unknown-subject", "The subject of a fact is none of the record."
    INVALID_NUMBER = "invalid-number", "A number is not written as numbers are."
    UNIT_MISMATCH = "unit-mismatch", "A unit measures something else than the indicator."
    INVALID_DATE = "invalid-date", "A date is not written as dates are, or does not exist."
    FUTURE_DATE = "future-date", "Something that has happened is dated after the record."
    DATE_ORDER = (
        "date-order",
        "A figure was stated after it was published or due, or a source read before it was out.",
    )
    LONG_TOKEN = "long-token", "A token quotes more than may be quoted."
    TOKEN_MISMATCH = "token-mismatch", "A token does not hold the value, and no note says why."
    DUPLICATE_CLAIM = "duplicate-claim", "A source makes the same claim twice."
    MISSING_STATUS = "missing-status", "A project has no status."

    # Sources, resolutions, omissions
    INVALID_DIGEST = "invalid-digest", "A SHA-256 is not 64 hexadecimal digits."
    STANDING_MISMATCH = "standing-mismatch", "A SHA-256 is missing or given against the standing of its source."
    FORM_MISMATCH = "form-mismatch", "A SHA-256 or a length is given of bytes that were not read."
    UNUSED_SOURCE = "unused-source", "No fact and no position uses a source."
    UNKNOWN_FACT = "unknown-fact", "A fact that is referred to is not in `facts.csv`."
    NO_DISAGREEMENT = "no-disagreement", "A resolution has no disagreement to resolve."
    DUPLICATE_RESOLUTION = "duplicate-resolution", "A disagreement is resolved twice."
    DUPLICATE_OMISSION = "duplicate-omission", "A piece of a text is left out twice."
    DUPLICATE_WITHDRAWAL = "duplicate-withdrawal", "A fact is withdrawn twice."
    REUSED_ID = "reused-id", "A fact has the id of one that was withdrawn."

    # Editions, and what changed since
    UNKNOWN_EDITION = "unknown-edition", "A change is since an edition that is not in `editions.csv`."
    DUPLICATE_CHANGE = "duplicate-change", "A change since an edition is listed twice."
    OUTDATED_CHANGE = "outdated-change", "A change does not lead to what the record says now, or is none."

    # Registers and descriptor
    LABEL_SLOT = "label-slot", "A label has too many or too few places for its number."
    FIXED_CODES = "fixed-codes", "A register lacks a code that the program needs, or has one that it does not know."
    WRONG_RESOURCES = "wrong-resources", "The descriptor does not list the record's files."
    WRONG_RELIEF = "wrong-relief", "The relief is not the picture that the descriptor describes."
    WRONG_LOGO = "wrong-logo", "The logo is not the picture that the descriptor describes, or too large for the page."
    MISSING_PLACE = "missing-place", "The descriptor does not say which place the record is of."
    UNKNOWN_PROJECTION = "unknown-projection", "A projection is none that measures in metres."
    WRONG_FLOORS = "wrong-floors", "The descriptor does not say the fewest sites of each layer."
    BELOW_FLOOR = "below-floor", "A layer has lost sites: there are fewer than the descriptor says."

    # Texts of the sources (`python -m geo verify`)
    DIGEST_MISMATCH = "digest-mismatch", "The text of a source is not the one that was read."
    BEYOND_THE_END = "beyond-the-end", "A locator names a line after the last one."
    TOKEN_NOT_FOUND = "token-not-found", "A token is not on its line."

    # The report
    MORE_ISSUES = "more-issues", "There are more issues than are shown."

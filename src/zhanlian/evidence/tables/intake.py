"""Tables of what was received: runs, files, sections, lines, mappings, questions."""

from zhanlian.evidence.shape import table

IMPORT_RUN = table(
    "import_run", "导入批次", "One delivery taken in; undoing a run removes its facts.",
    source="intake", key="run_id",
    columns="""
run_id int! | number of the run, from 1
started_at int! us UTC | when the run began
author text! | who ran it
tool_version text! | version of the program
file_count int! | files in the delivery, members of archives included
line_count int! | physical lines in them
""",
)  # fmt: skip

SOURCE_FILE = table(
    "source_file", "来源文件", "One file as received; archives and their members each have a row.",
    source="intake", key="file_id",
    columns="""
file_id int! | number of the file in the case, from 1
run_id int! | run that brought it
digest text! SHA-256 | of the bytes as received
byte_count int! bytes | size
delivered_path text! | path inside the delivery, '!' between an archive and its member
root_digest text! SHA-256 | the file in evidence/ that holds these bytes (the archive, for members)
member_path text! | path from the root file down to these bytes; empty for the root itself
container text! | csv, xlsx, xls, html, zip, refused …
encoding text | encoding of text files
delimiter text | field separator of text files
received_by text! | who handed it to the program
received_at int! us UTC | when
line_count int! | physical lines, all sheets
same_as_file_id int | the earlier file with the same bytes; then nothing was added
""",
)  # fmt: skip

SOURCE_SECTION = table(
    "source_section", "数据段", "One headed block of rows in one sheet.",
    source="intake", key="section_id",
    columns="""
section_id int! | file_id * 2^20 + running number in the file
file_id int! | file
sheet_no int! | sheet, 0 for text files
sheet_name text | its name
header_line_no int! | line of the header; 0 where the file has none
kind text! | kind of sheet, such as bank_transactions
signature text! | digest of the header names, the key of saved profiles
profile text | saved mapping used, if any
mapping text! JSON | column number -> canonical field, with the header's own text
bank text | bank, from the rows or the file name
own_number text | account named in the titles or the path
own_name text | holder named in the titles or the path
currency text | currency said in the titles
announced text JSON | totals and counts said in prefaces and footers
row_count int! | data rows in the section
conventions text JSON | choices made for the section: polarity, order, precision
""",
)  # fmt: skip

SOURCE_LINE = table(
    "source_line", "物理行", "Every physical line of every file, in exactly one class.",
    source="intake", key="file_id sheet_no line_no",
    columns="""
file_id int! | file
sheet_no int! | sheet, 0 for text files
line_no int! | line, from 1
section_id int | section the line belongs to
class text! | title, header, accepted, blank, template, footer, header_repeat, continued, rejected
reason text | why, for rejected lines
byte_start int bytes | where the line starts in the file, where its encoding allows
""",
)  # fmt: skip

LINE_VERDICT = table(
    "line_verdict", "行判定", "Accepted lines that turned out to be copies, failed or reversed.",
    source="settling; made anew whenever the evidence changes", key="file_id sheet_no line_no",
    columns="""
file_id int! | file
sheet_no int! | sheet
line_no int! | line
class text! | copy, failed, reversed, excluded
reason text! | the rule that said so, and the line it points at
""",
)  # fmt: skip

QUESTION = table(
    "question", "待确认", "Something only a person can settle, such as an ambiguous header.",
    source="intake", key="question_id",
    columns="""
question_id text! | stable: kind of question and what it is about
file_id int! | first file it came up in
section_id int! | first section
about text! | header or value in question
choices text! JSON | the readings it may have
samples text! JSON | sample values, to decide by
chosen text! | what was used meanwhile; empty where nothing could be
why text! | why it is open
""",
)  # fmt: skip

FINDING = table(
    "finding", "发现", "Something odd in the data, pointing at its rows.",
    source="every room", key="finding_id",
    columns="""
finding_id int! | number, from 1, in order of code and first row
room text! | which room found it: intake, settle, tracing
run_id int | run, for findings of intake
code text! | stable code
level text! | note, warn, alarm
facts text! JSON | facts that fill its sentence
rows text! JSON | up to a hundred places, as file:sheet:line
row_count int! | how many places there are
""",
)  # fmt: skip

ALL = (
    IMPORT_RUN, SOURCE_FILE, SOURCE_SECTION, SOURCE_LINE, LINE_VERDICT, QUESTION, FINDING,
)  # fmt: skip

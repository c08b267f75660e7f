/* The rows of the catalogue for trouble with the outside world: files, folders, the disk. */
#include "diag/io_rules.h"

const struct rule io_rules[IO_RULE_COUNT] = {
    [IO_FILE_UNREADABLE] =
        {
            .code = "KBC0001",
            .name = "file-unreadable",
            .level = LEVEL_ERROR,
            .summary = "a file or folder cannot be read",
            .why =
                "What was not read was not checked: kbc ends with status 3, so that nothing is "
                "taken for clean because it was not looked at.",
        },
    [IO_FILE_REFUSED] =
        {
            .code = "KBC0002",
            .name = "file-refused",
            .level = LEVEL_ERROR,
            .summary = "a file is no regular file of the knowledge base",
            .why = "A link that leads out of the tree, a pipe or a device could bring anything "
                   "into "
                   "the outputs, or keep kbc waiting for ever.",
        },
    [IO_OUTPUT_UNWRITABLE] =
        {
            .code = "KBC0003",
            .name = "output-unwritable",
            .level = LEVEL_ERROR,
            .summary = "an output cannot be written",
            .why =
                "The disk is full, or the folder may not be written. What stood there before "
                "stands there still, whole.",
        },
    [IO_OUTPUT_FOREIGN] =
        {
            .code = "KBC0004",
            .name = "output-foreign",
            .level = LEVEL_ERROR,
            .summary = "the output folder holds something that kbc did not write",
            .why = "kbc replaces the folder as a whole, so a file of somebody else's in it "
                   "would be "
                   "lost.",
        },
    [IO_OUTPUT_NOT_REPLACED] =
        {
            .code = "KBC0005",
            .name = "output-not-replaced",
            .level = LEVEL_NOTE,
            .summary = "the output folder was rewritten file by file",
            .why =
                "This file system cannot exchange two folders in one step. A reader that looks "
                "into the manifest, which says \"incomplete\" meanwhile, is not misled.",
        },
    [IO_INDEX_UNKNOWN] =
        {
            .code = "KBC0006",
            .name = "index-unknown",
            .level = LEVEL_NOTE,
            .summary = "the list of files that git tracks cannot be read",
            .why = "git does not ignore a file that it tracks, whatever .gitignore says. "
                   "Without its "
                   "list, such a file is taken for ignored, and its cases are missing.",
        },
};

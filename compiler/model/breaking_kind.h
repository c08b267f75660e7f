/* What may change between two builds so that a consumer notices. */
#ifndef MODEL_BREAKING_KIND_H
#define MODEL_BREAKING_KIND_H

/* X(kind, name, what it is that has changed, and what its name is) */
#define BREAKING_KINDS(X)                                                                      \
  X(BREAKING_CASE_REMOVED, "case-removed", "a case is gone: its id, path or title")            \
  X(BREAKING_CASE_RENAMED, "case-renamed",                                                     \
    "a case has another id, for its identity changed: the old id, path or title")              \
  X(BREAKING_CASE_LEFT_OUT, "case-left-out",                                                   \
    "a finished build left a case out: its id, path or title")                                 \
  X(BREAKING_METADATA_GONE, "metadata-gone", "no chunk has the metadata key any more")         \
  X(BREAKING_METADATA_TYPE, "metadata-type", "its values are of a type that they were not of") \
  X(BREAKING_C_PREFIX, "c-prefix", "every C symbol begins with another prefix: the old one")   \
  X(BREAKING_FILE_GONE, "file-gone", "a file of the outputs is gone")                          \
  X(BREAKING_FORMAT, "format", "a format has another version")                                 \
  X(BREAKING_UNIT, "unit", "chunks are cut in another way: the unit of before")

enum breaking_kind {
#define BREAKING_ENUM(kind, name, what) kind,
  BREAKING_KINDS(BREAKING_ENUM)
#undef BREAKING_ENUM
      BREAKING_KIND_COUNT
};

#endif

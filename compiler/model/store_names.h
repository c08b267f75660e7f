/* The stores that a build can write for, and the limits that a schema may set for each. */
#ifndef MODEL_STORE_NAMES_H
#define MODEL_STORE_NAMES_H

/* What requests to embed the chunks ask for, unless the schema says otherwise. */
#define STORE_DEFAULT_MODEL "text-embedding-3-small"

/* X(identifier, name), by name. */
#define STORE_NAMES(X)                                                                         \
  X(azure, "azure")                                                                            \
  X(bedrock, "bedrock")                                                                        \
  X(elasticsearch, "elasticsearch")                                                            \
  X(haystack, "haystack")                                                                      \
  X(langchain, "langchain")                                                                    \
  X(llamaindex, "llamaindex")                                                                  \
  X(milvus, "milvus")                                                                          \
  X(openai_batch, "openai-batch")                                                              \
  X(opensearch, "opensearch")                                                                  \
  X(pgvector, "pgvector")                                                                      \
  X(qdrant, "qdrant")                                                                          \
  X(sqlite, "sqlite")                                                                          \
  X(vertex, "vertex")

/* Of a text, of one value and of all metadata of a chunk, of one file and the records in it. */
#define STORE_LIMITS(X)                                                                        \
  X(text_bytes)                                                                                \
  X(value_bytes)                                                                               \
  X(metadata_bytes)                                                                            \
  X(file_bytes)                                                                                \
  X(file_records)

#endif

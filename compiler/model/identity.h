/* What a case is called for ever: the namespace of every id that kbc gives. */
#ifndef MODEL_IDENTITY_H
#define MODEL_IDENTITY_H

/* The UUID version 5 (RFC 9562) of a case is made in this namespace, over the compact JSON
 * array of the schema's name and the values of the identity:
 * ["cali","payment-gateway","…","…"]. The id of a chunk is made in it, too; emit/README.md has
 * both. Never change it: every id would change. */
#define KBC_NAMESPACE "824c6ae0-b633-4fea-8eb7-8ba9b9df017d"

#endif
